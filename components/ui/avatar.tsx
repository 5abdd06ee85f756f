const looks = [
  'bg-green-soft text-green-ink',
  'bg-blue-soft text-blue-ink',
  'bg-amber-soft text-amber-ink',
  'bg-red-soft text-red-ink',
  'bg-grey-soft text-grey-ink',
] as const

function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  return [words[0], words[1]]
    .map((word) => (word ? String.fromCodePoint(word.codePointAt(0) ?? 32) : ''))
    .join('')
}

function lookOf(name: string): string | undefined {
  const sum = [...name].reduce((total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7)
  return looks[sum % looks.length]
}

/** The initials of a person or a shop, always in the same colour. Decoration: the name stands beside it. */
export function Avatar({ name, square, size = 24 }: { name: string; square?: boolean; size?: 20 | 24 | 32 }) {
  const edge = { 20: 'size-5 text-[9px]', 24: 'size-6 text-[10px]', 32: 'size-8 text-xs' }[size]
  return (
    <span
      aria-hidden
      className={`grid shrink-0 place-items-center font-semibold uppercase select-none ${edge} ${square ? 'rounded-md' : 'rounded-full'} ${lookOf(name)}`}
    >
      {initials(name)}
    </span>
  )
}
