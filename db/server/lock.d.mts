/** What the holder of a lock says of itself; `pid` is always there. */
export type HolderStatus = { pid: number; phase?: string; url?: string }

export type Lock = {
  /** Changes what others are told while they wait. */
  update(status: Partial<HolderStatus>): void
  release(): Promise<void>
}

/** Takes the lock of this purpose and folder, or answers null at once when another process holds it. */
export function tryLock(purpose: string, folder: string, status?: Partial<HolderStatus>): Promise<Lock | null>

/** Asks the process that holds the lock what it is doing; null when nobody holds it. */
export function askHolder(purpose: string, folder: string): Promise<HolderStatus | null>

/** Waits as long as another holds the lock; `onWait` is called once, with what the holder says, if it has to wait. */
export function waitForLock(
  purpose: string,
  folder: string,
  onWait: (holder: HolderStatus | null) => void,
  status?: Partial<HolderStatus>,
): Promise<Lock>
