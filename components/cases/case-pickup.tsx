import { CopyButton } from '@/components/ui/copy-button'
import { DefinitionList, type Fact } from '@/components/ui/definition-list'
import { StatusPill, type Tone } from '@/components/ui/status-pill'
import type { Address, CasePickup } from '@/lib/cases/reading'
import { formatPhone, formatSlot } from '@/lib/i18n/format'
import type { PickupStatus } from '@/lib/pickups/machine'
import type { Translate, Words } from './words'

const tones: Record<PickupStatus, Tone> = {
  created: 'blue',
  accepted: 'blue',
  agreed: 'blue',
  on_way: 'blue',
  attempt_failed: 'red',
  collected: 'green',
  failed: 'red',
  cancelled: 'grey',
}

/** The pickup task that counts, and the earlier ones folded away. */
export function CasePickups({ pickups, words }: { pickups: CasePickup[]; words: Words }) {
  const { t, locale } = words
  const [latest, ...earlier] = pickups
  if (!latest) return <p className="text-ink-2">{t('card.noPickup')}</p>
  return (
    <>
      <PickupFacts pickup={latest} words={words} />
      {earlier.length > 0 ? (
        <details className="mt-4">
          <summary className="text-ink-2 hover:text-ink">
            {t('card.earlier')} · {earlier.length}
          </summary>
          <ul className="mt-2 space-y-1.5">
            {earlier.map((pickup) => (
              <li key={pickup.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <span className="tabular">{t('card.task', { number: String(pickup.number) })}</span>
                <span className="text-ink-2">{formatSlot(pickup.slot, locale)}</span>
                <StatusPill tone={tones[pickup.status]}>{t(`pickup.${pickup.status}`)}</StatusPill>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  )
}

function PickupFacts({ pickup, words: { t, locale } }: { pickup: CasePickup; words: Words }) {
  const copied = t('card.copied')
  const address = addressLine(pickup.address, t)
  const asked = (['packagingCheck', 'photos', 'act'] as const).filter((key) => pickup.requirements[key])
  const facts: Fact[] = [
    {
      key: 'slot',
      term: t('card.slot'),
      value: <span className="tabular font-medium">{formatSlot(pickup.slot, locale)}</span>,
    },
    {
      key: 'address',
      term: t('card.address'),
      value: (
        <>
          {address} <CopyButton value={address} label={t('card.copyAddress')} copiedLabel={copied} />
          {pickup.address.comment ? (
            <span className="block text-sm text-ink-2">{pickup.address.comment}</span>
          ) : null}
        </>
      ),
    },
    {
      key: 'recipient',
      term: t('card.recipient'),
      value: (
        <>
          {pickup.contact.name}
          {pickup.contact.phone ? (
            <span className="tabular block">
              <CopyButton value={pickup.contact.phone} label={t('card.copyPhone')} copiedLabel={copied}>
                {formatPhone(pickup.contact.phone)}
              </CopyButton>
            </span>
          ) : null}
        </>
      ),
    },
    { key: 'carrier', term: t('card.carrier'), value: pickup.carrierName },
    {
      key: 'attempts',
      term: t('card.attempts'),
      value: (
        <span className={`tabular ${pickup.attempts > 0 ? 'text-red-ink' : ''}`}>
          {t('card.attemptsOf', { done: pickup.attempts, max: pickup.maxAttempts })}
        </span>
      ),
    },
    ...(pickup.calls > 0
      ? [{ key: 'calls', term: t('card.calls'), value: <span className="tabular">{pickup.calls}</span> }]
      : []),
    {
      key: 'requirements',
      term: t('card.requirements'),
      value: asked.length > 0 ? asked.map((key) => t(`card.${key}`)).join(', ') : t('card.nothingAsked'),
    },
    ...(pickup.note ? [{ key: 'note', term: t('card.comment'), value: pickup.note }] : []),
  ]
  return (
    <>
      <p className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="tabular font-medium">{t('card.task', { number: String(pickup.number) })}</span>
        <StatusPill tone={tones[pickup.status]}>{t(`pickup.${pickup.status}`)}</StatusPill>
      </p>
      <div className="max-w-2xl">
        <DefinitionList facts={facts} />
      </div>
    </>
  )
}

function addressLine(address: Address, t: Translate): string {
  return [
    address.postalCode,
    address.region === address.city ? null : address.region,
    address.city,
    address.line,
    address.entrance && t('card.entrance', { value: address.entrance }),
    address.floor && t('card.floor', { value: address.floor }),
    address.apartment && t('card.apartment', { value: address.apartment }),
  ]
    .filter(Boolean)
    .join(', ')
}
