import { evidenceLink } from '@/lib/cases/evidence'
import type { EvidencePiece } from '@/lib/refusals/refusal'

const kinds = ['photo', 'signature', 'act', 'call'] as const
type EvidenceKind = (typeof kinds)[number] | 'other'

type EvidenceLinksProps = { pieces: readonly EvidencePiece[]; kindName: (kind: EvidenceKind) => string }

/** What others keep of it: a link where they named an address, their own word for it otherwise. We never open it ourselves. */
export function EvidenceLinks({ pieces, kindName }: EvidenceLinksProps) {
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1">
      {pieces.map(({ kind, reference }, index) => {
        const name = `${kindName(kinds.find((one) => one === kind) ?? 'other')} ${index + 1}`
        const link = evidenceLink(reference)
        return (
          <li key={`${index}-${reference}`}>
            {link ? (
              <a
                href={link}
                target="_blank"
                rel="noopener noreferrer nofollow"
                className="font-medium text-accent-ink underline-offset-2 hover:underline"
              >
                {name}
              </a>
            ) : (
              <span>
                {name} <span className="text-sm break-all text-ink-3">{reference}</span>
              </span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
