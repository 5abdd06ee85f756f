import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, readdirSync, readlinkSync, statSync } from 'node:fs'
import path from 'node:path'
import { Refused } from './refused'

const nobody = 65534

/** How a program is started: `command` with `args`; `chownTo` names the user that must own its files, if another. */
export type Launch = { command: string; args: string[]; chownTo?: number }

/** Whether the program can be run at all (`--version` answers). */
function available(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0
}

/** Wraps a command so that the kernel sends it `signal` when the process that started it ends, however it ends. */
export function endingWithParent(signal: 'INT' | 'TERM', command: string, args: string[]): Launch {
  if (process.platform !== 'linux' || !available('setpriv')) return { command, args }
  return { command: 'setpriv', args: ['--pdeathsig', signal, '--', command, ...args] }
}

/**
 * How to start a PostgreSQL program, which refuses to run as root: as an ordinary user directly; as root in a user
 * namespace, where root's own files seem to belong to another; where such namespaces are forbidden, or `cluster`
 * already belongs to someone, as that user (`nobody` for a new one).
 */
export function postgresLaunch(program: string, args: string[], cluster: string): Launch {
  const ended = endingWithParent('INT', program, args)
  if (process.getuid?.() !== 0) return ended
  const owner = statSync(cluster, { throwIfNoEntry: false })?.uid ?? 0
  const namespace = ['--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--']
  if (owner === 0 && spawnSync('unshare', [...namespace, 'true'], { stdio: 'ignore' }).status === 0) {
    return { command: 'unshare', args: [...namespace, ended.command, ...ended.args] }
  }
  if (!available('setpriv')) {
    throw new Refused(
      'The embedded database cannot run as root here: neither user namespaces nor setpriv (util-linux) are available. ' +
        'Start it as an ordinary user, or give a server of your own: DATABASE_URL=postgres://…',
    )
  }
  const uid = owner || nobody
  const identity = [`--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', '--pdeathsig', 'INT', '--']
  return { command: 'setpriv', args: [...identity, program, ...args], chownTo: uid }
}

/** Gives a folder and all in it to another user. */
export function giveTo(uid: number, folder: string): void {
  chownSync(folder, uid, uid)
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isSymbolicLink()) chownSync(path.join(entry.parentPath, entry.name), uid, uid)
  }
}

/** Whether the process lives; one that belongs to another user counts as living. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Whether this living process is a PostgreSQL server over the folder, and not another that got its number. */
export function worksIn(pid: number, folder: string): boolean {
  if (!isAlive(pid)) return false
  if (!existsSync('/proc/self/cwd')) return true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder
  } catch (error) {
    // Not ours to look at: better to believe that it is the server than to start a second one over its files.
    return (error as NodeJS.ErrnoException).code === 'EACCES'
  }
}
