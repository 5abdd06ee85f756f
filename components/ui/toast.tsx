'use client'

import { createContext, use, useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { Icon } from './icon'

type Toast = {
  tone: 'green' | 'red' | 'grey'
  text: ReactNode
  /** A step that undoes or opens what was just done. */
  action?: { label: string; run: () => void }
}
type Shown = Toast & { id: number }

const ToastContext = createContext<(toast: Toast) => void>(() => undefined)

/** Says in passing that something was done. What must not be missed belongs on the page. */
export function useToast(): (toast: Toast) => void {
  return use(ToastContext)
}

const stay = 6000

export function ToastProvider({ closeLabel, children }: { closeLabel: string; children: ReactNode }) {
  const [shown, setShown] = useState<Shown[]>([])
  const last = useRef(0)

  const close = useCallback((id: number) => setShown((all) => all.filter((toast) => toast.id !== id)), [])
  const show = useCallback((toast: Toast) => {
    last.current += 1
    const id = last.current
    setShown((all) => [...all.slice(-2), { ...toast, id }])
  }, [])

  return (
    <ToastContext value={show}>
      {children}
      <div
        role="status"
        aria-live="polite"
        className="pointer-events-none fixed inset-x-4 bottom-20 z-50 flex flex-col items-center gap-2 sm:bottom-6"
      >
        {shown.map((toast) => (
          <ToastCard key={toast.id} toast={toast} closeLabel={closeLabel} onClose={close} />
        ))}
      </div>
    </ToastContext>
  )
}

function ToastCard({
  toast,
  closeLabel,
  onClose,
}: {
  toast: Shown
  closeLabel: string
  onClose: (id: number) => void
}) {
  const [held, setHeld] = useState(false)
  const { id } = toast

  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => onClose(id), stay)
    return () => clearTimeout(timer)
  }, [held, id, onClose])

  return (
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex max-w-md items-center gap-2.5 rounded-lg bg-ink py-1.5 pr-1.5 pl-3 text-paper shadow-float"
    >
      <Icon
        name={toast.tone === 'red' ? 'triangle-exclamation-point' : toast.tone === 'green' ? 'check' : 'info'}
      />
      <p className="min-w-0 py-1">{toast.text}</p>
      {toast.action ? (
        <button
          type="button"
          onClick={() => {
            toast.action?.run()
            onClose(id)
          }}
          className="rounded px-2 py-1 font-medium whitespace-nowrap underline underline-offset-2 outline-paper!"
        >
          {toast.action.label}
        </button>
      ) : null}
      <button
        type="button"
        aria-label={closeLabel}
        onClick={() => onClose(id)}
        className="grid size-7 shrink-0 place-items-center rounded opacity-75 outline-paper! hover:opacity-100"
      >
        <Icon name="x" size={14} />
      </button>
    </div>
  )
}
