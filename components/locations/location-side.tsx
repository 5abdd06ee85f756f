import { useLocale, useTranslations } from 'next-intl'
import { Card, CardPart } from '@/components/ui/section'
import type { MerchantContext } from '@/lib/caller'
import { formatDateTime } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { LocationDetails } from '@/lib/locations/queries'
import { LocationChange } from './location-change'
import { LocationLoad } from './location-load'
import { SenderList } from './sender-list'

type SideProps = { details: LocationDetails; merchant: MerchantContext; manages: boolean; now: Date }

/** What is on its way to a place, what sends it there, and the steps that are more than a change of words. */
export function LocationSide({ details, merchant, manages, now }: SideProps) {
  const t = useTranslations('locations.side')
  const locale = parseLocale(useLocale())
  const { location, senders } = details
  const { slug, timeZone } = merchant
  return (
    <Card>
      {location.kind === 'hub' ? null : (
        <CardPart title={t('load')}>
          <LocationLoad location={location} slug={slug} />
        </CardPart>
      )}
      <CardPart title={t('senders')}>
        {senders.length > 0 ? (
          <SenderList senders={senders} slug={slug} timeZone={timeZone} now={now} />
        ) : (
          <p className="text-ink-2">{t('sendersNone')}</p>
        )}
      </CardPart>
      <CardPart title={t('actions')}>
        {manages ? (
          <LocationChange merchantSlug={slug} timeZone={timeZone} details={details} now={now} />
        ) : (
          <p className="text-ink-2">{t('readOnly')}</p>
        )}
        {location.updatedBy && location.updatedAt ? (
          <p className="mt-4 text-sm break-words text-ink-3">
            {t('updated', {
              who: location.updatedBy,
              when: formatDateTime(location.updatedAt, { locale, timeZone, now }),
            })}
          </p>
        ) : null}
      </CardPart>
    </Card>
  )
}
