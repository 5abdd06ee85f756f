import type { IconName } from './icon-names'
import sprite from './icons.svg'

type IconProps = {
  name: IconName
  /** Edge in pixels; 16 unless given. */
  size?: number
  className?: string
  /** What it says when no word stands beside it. Without one it is decoration. */
  label?: string
}

/** One icon of the set, drawn from a cached sprite: no script, and a few bytes in each row of a table. */
export function Icon({ name, size = 16, className = '', label }: IconProps) {
  return (
    <svg
      width={size}
      height={size}
      className={`icon shrink-0 ${className}`}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      dangerouslySetInnerHTML={shapeOf(name)}
    />
  )
}

/**
 * What an <svg> of a page shows, in one piece: a child of its own may be streamed later, in a place that React hides with
 * a style attribute, which the content security policy refuses.
 */
export function shapeOf(name: IconName): { __html: string } {
  return { __html: `<use href="${sprite.src}#${name}"></use>` }
}
