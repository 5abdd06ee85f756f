import type { ReactNode } from 'react'

/** The buttons at the end of a dialog whose form has them inside. */
export function DialogFoot({ children }: { children: ReactNode }) {
  return (
    <div className="sticky bottom-0 -mx-5 mt-4 -mb-4 flex flex-wrap justify-end gap-2 border-t border-hairline bg-surface px-5 py-3">
      {children}
    </div>
  )
}
