import type { ComponentProps, ReactNode } from 'react'
import { Icon } from './icon'
import type { IconName } from './icon-names'

export type ButtonLook = {
  variant?: 'primary' | 'secondary' | 'ghost' | 'danger'
  size?: 'sm' | 'md' | 'lg'
  icon?: IconName
  /** Only the icon is drawn; `children` are its name for those who cannot see it. */
  iconOnly?: boolean
}

const variants = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover font-medium',
  secondary: 'bg-surface text-ink ring-1 ring-inset ring-edge hover:bg-hover font-medium',
  ghost: 'text-ink-2 hover:bg-hover hover:text-ink',
  danger: 'bg-surface text-red-ink ring-1 ring-inset ring-edge hover:bg-red-soft hover:ring-red font-medium',
}
const sizes = {
  sm: 'h-7 px-2 text-sm pointer-coarse:h-9',
  md: 'h-8 px-3 text-base pointer-coarse:h-10',
  lg: 'h-10 px-4 text-base',
}
const squares = {
  sm: 'size-7 text-sm pointer-coarse:size-9',
  md: 'size-8 text-base pointer-coarse:size-10',
  lg: 'size-10',
}

export function buttonClass({ variant = 'secondary', size = 'md', iconOnly }: ButtonLook, more = ''): string {
  return `relative inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md whitespace-nowrap select-none transition-colors duration-100 active:translate-y-px disabled:opacity-55 disabled:active:translate-y-0 aria-disabled:opacity-55 ${variants[variant]} ${iconOnly ? squares[size] : sizes[size]} ${more}`
}

export function ButtonFace({
  icon,
  iconOnly,
  pending,
  children,
}: ButtonLook & { pending?: boolean; children?: ReactNode }) {
  return (
    <>
      {pending ? <Icon name="loader-circle" className="animate-spin" /> : icon ? <Icon name={icon} /> : null}
      {iconOnly ? <span className="sr-only">{children}</span> : children}
    </>
  )
}

type ButtonProps = ButtonLook & ComponentProps<'button'> & { pending?: boolean }

/** While `pending` it keeps its place and focus, shows that it works and takes no second press. */
export function Button({
  variant,
  size,
  icon,
  iconOnly,
  pending = false,
  className,
  children,
  type = 'button',
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      className={buttonClass({ variant, size, iconOnly }, className)}
      onClick={pending ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      <ButtonFace icon={icon} iconOnly={iconOnly} pending={pending}>
        {children}
      </ButtonFace>
    </button>
  )
}
