/** The mark: a return arrow. */
export function Mark({ size = 24, className = '' }: { size?: number; className?: string }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden className={`shrink-0 ${className}`}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path
        d="M13.2 7.8 7.8 13.2l5.4 5.4M8.6 13.2h10a5.6 5.6 0 0 1 0 11.2h-6"
        className="stroke-on-accent"
        fill="none"
        strokeWidth="2.9"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
