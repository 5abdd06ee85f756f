'use client'

import { Dialog } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'

export type HelpTexts = {
  title: string
  close: string
  /** Each combination is a list of keys that are pressed one after another or together. */
  groups: { title: string; keys: { keys: string[]; text: string }[] }[]
}

export default function HelpDialog({ texts, onClose }: { texts: HelpTexts; onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title={texts.title} closeLabel={texts.close} reading>
      {texts.groups.map((group) => (
        <section key={group.title} className="mt-1 mb-4 last:mb-1">
          <h3 className="mb-1 text-sm text-ink-3">{group.title}</h3>
          <dl>
            {group.keys.map((entry) => (
              <div
                key={entry.text}
                className="flex min-h-9 items-center justify-between gap-4 border-hairline not-first:border-t"
              >
                <dt>{entry.text}</dt>
                <dd className="flex shrink-0 items-center gap-1">
                  {entry.keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  )
}
