/** What was written to a version when it was published. */
export function VersionNote({ note, className = '' }: { note: string | null; className?: string }) {
  if (note === null) return null
  return (
    <blockquote
      className={`max-w-[70ch] border-l-2 border-edge pl-3 text-pretty break-words whitespace-pre-line ${className}`}
    >
      {note}
    </blockquote>
  )
}
