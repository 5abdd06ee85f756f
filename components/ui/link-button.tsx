import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { ButtonFace, buttonClass, type ButtonLook } from './button'

type LinkButtonProps = ButtonLook & {
  href: string
  children: ReactNode
  className?: string
  prefetch?: boolean
  /** A file to be saved: a plain anchor, never prefetched. */
  download?: boolean | string
}

/** Looks like a button, goes to another place. */
export function LinkButton({
  href,
  prefetch,
  download,
  className,
  children,
  variant,
  size,
  icon,
  iconOnly,
}: LinkButtonProps) {
  const look = buttonClass({ variant, size, iconOnly }, className)
  const face = (
    <ButtonFace icon={icon} iconOnly={iconOnly}>
      {children}
    </ButtonFace>
  )
  if (download !== undefined) {
    return (
      <a href={href} download={download} className={look}>
        {face}
      </a>
    )
  }
  return (
    <Link href={href as Route} prefetch={prefetch} className={look}>
      {face}
    </Link>
  )
}
