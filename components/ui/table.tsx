import type { ComponentProps, ReactNode } from 'react'

/**
 * The frame of a table. Below 1280 px it scrolls sideways by itself, keyboard included, so that the page never does; from
 * there on its head stays under the shell's bar.
 */
export function Table({
  label,
  children,
  className = '',
}: {
  label: string
  children: ReactNode
  className?: string
}) {
  return (
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      className="overflow-x-auto border-y xl:overflow-visible border-hairline -outline-offset-2"
    >
      <table className={`w-full border-separate border-spacing-0 text-left ${className}`}>{children}</table>
    </div>
  )
}

export function Th({ numeric, className = '', ...rest }: ComponentProps<'th'> & { numeric?: boolean }) {
  return (
    <th
      scope="col"
      className={`sticky top-0 z-10 xl:top-13 h-9 border-b border-hairline bg-sunken px-3 text-xs font-medium whitespace-nowrap text-ink-2 ${numeric ? 'text-right' : ''} ${className}`}
      {...rest}
    />
  )
}

/** A 40 px row. */
export function Tr({ selected, className = '', ...rest }: ComponentProps<'tr'> & { selected?: boolean }) {
  return (
    <tr
      data-selected={selected || undefined}
      className={`group/row relative h-10 hover:bg-hover data-selected:bg-accent-soft ${className}`}
      {...rest}
    />
  )
}

export function Td({ numeric, className = '', ...rest }: ComponentProps<'td'> & { numeric?: boolean }) {
  return (
    <td
      className={`h-10 border-b border-hairline px-3 whitespace-nowrap group-last/row:border-b-0 ${numeric ? 'text-right' : ''} ${className}`}
      {...rest}
    />
  )
}
