import type { Route } from 'next'
import Link from 'next/link'
import { Icon } from '@/components/ui/icon'

export function Back({ href, label }: { href: string; label: string }) {
  return (
    <Link href={href as Route} className="inline-flex items-center gap-1 text-ink-2 hover:text-ink">
      <Icon name="chevron-left" size={14} />
      {label}
    </Link>
  )
}
