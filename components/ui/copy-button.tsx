'use client'

import { useEffect, useState, type ReactNode } from 'react'
import { Icon } from './icon'

/** A fact that is copied by a press; without `children` only the sign. */
export function CopyButton({
  value,
  label,
  copiedLabel,
  children,
  className = '',
}: {
  value: string
  label: string
  copiedLabel: string
  children?: ReactNode
  className?: string
}) {
  const [copied, setCopied] = useState(false)

  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1600)
    return () => clearTimeout(timer)
  }, [copied])

  return (
    <button
      type="button"
      title={label}
      onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}
      className={`group/copy inline-flex max-w-full items-center gap-1 rounded text-left hover:text-accent-ink ${className}`}
    >
      {children ? <span className="min-w-0 truncate">{children}</span> : null}
      <Icon
        name={copied ? 'check' : 'copy'}
        size={13}
        className={copied ? 'text-green' : 'text-ink-3 group-hover/copy:text-accent-ink'}
      />
      <span className="sr-only">{label}</span>
      <span role="status" className="sr-only">
        {copied ? copiedLabel : ''}
      </span>
    </button>
  )
}
