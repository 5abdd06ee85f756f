import type { ComponentProps } from 'react'

export function Textarea({ className = '', rows = 3, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={rows}
      className={`field-control field-sizing-content min-h-16 py-1.5 ${className}`}
      {...rest}
    />
  )
}
