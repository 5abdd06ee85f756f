import type { ReactNode } from 'react'

/** The buttons at the end of a dialog whose form has them inside. */
export function DialogFoot({ children }: { children: ReactNode }) {
  return (
    <div className="-mx-5 mt-4 flex flex-wrap justify-end gap-2 border-t border-hairline px-5 pt-3.5">
      {children}
    </div>
  )
}
