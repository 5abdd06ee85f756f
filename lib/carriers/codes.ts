/** What the carriers' codes of a refusal mean to us: data with its documents, and one pure function. No IO. */
import { baseReasons } from '@/lib/cases/reasons'
import type { LocalDate } from '@/lib/dates'
import { apishipCodes } from './codes/apiship'
import { cdekCodes } from './codes/cdek'
import { codeSchemes, type CodeScheme } from './scheme'

export type CarrierCode = {
  scheme: CodeScheme
  /** As the carrier writes it; compared through `normalCode`. */
  code: string
  /** The carrier's own words. */
  ru: string
  /** A code of `baseReasons`; null: not a reason of a refusal by the customer, a person must look. */
  reason: string | null
  /** Whose doing the words say it is, which is a claim and no finding; null: they name nobody. */
  blame: 'customer' | 'courier' | 'carrier' | 'shop' | null
}
export type CodeRow = Omit<CarrierCode, 'scheme'>

type CodeDocument = {
  title: string
  url: string
  /** What was read to fill the table. */
  looked: string
  /** When the table was last compared with that; null: written from memory. */
  checked: LocalDate | null
}

const ownBlame: Readonly<Record<string, CarrierCode['blame']>> = {
  not_fit: 'customer',
  changed_mind: 'customer',
  not_as_described: 'shop',
  defective: 'shop',
  damaged_in_delivery: 'carrier',
  wrong_item: 'shop',
  incomplete: 'shop',
  courier_fault: 'courier',
  no_reason: 'customer',
}

const of = (scheme: CodeScheme, rows: readonly CodeRow[]): readonly CarrierCode[] =>
  rows.map((row) => ({ scheme, ...row }))

/** The codes of every scheme with the document they come from; null: our own tree of reasons. */
export const codeTables: Readonly<
  Record<CodeScheme, { document: CodeDocument | null; codes: readonly CarrierCode[] }>
> = {
  own: {
    document: null,
    codes: of(
      'own',
      baseReasons.map(({ code, parent, ru }) => ({
        code,
        ru,
        reason: code,
        blame: ownBlame[parent ?? code] ?? null,
      })),
    ),
  },
  cdek: {
    document: {
      title:
        'СДЭК, протокол обмена данными v2.0, «Информация о заказе», Приложение 2: дополнительные статусы',
      url: 'https://api-docs.cdek.ru/33828849.html',
      looked:
        'Copies of the appendix in five public integrations, which agree: 1 to 27 in all, 31 to 33 in the newer three. The appendix itself was not to be had; of CDEK’s own pages the one on registering a refusal confirms code 11',
      checked: '2026-11-22',
    },
    codes: of('cdek', cdekCodes),
  },
  apiship: {
    document: {
      title: 'ApiShip, «Соответствия статусов»: единые статусы',
      url: 'https://docs.apiship.ru/docs/delivery-services/status-mapping',
      looked:
        'The list in ApiShip’s own module for WooCommerce, whole, and the beginning of the page; both agree',
      checked: '2026-11-22',
    },
    codes: of('apiship', apishipCodes),
  },
}

const named = /^(own|cdek|сдэк|apiship)\s*[:\-–/ ]\s*(\S.*)$/u

function parsed(text: string): { scheme: CodeScheme | null; code: string } {
  const lower = text.trim().toLowerCase()
  const [, name, rest] = named.exec(lower) ?? []
  const scheme = name === 'сдэк' ? 'cdek' : (codeSchemes.find((one) => one === name) ?? null)
  return { scheme, code: (rest ?? lower).replace(/^0+(?=\d+$)/, '') }
}

/**
 * The one form in which codes are compared and the shop's mappings are kept: `12`, ` 012`, `cdek:12` and `CDEK-12`
 * are all `12`, `apiship:partialReturn` is `partialreturn`.
 */
export const normalCode = (text: string): string => parsed(text).code

const byCode: Readonly<Record<CodeScheme, ReadonlyMap<string, CarrierCode>>> = {
  own: indexed('own'),
  cdek: indexed('cdek'),
  apiship: indexed('apiship'),
}

function indexed(scheme: CodeScheme): ReadonlyMap<string, CarrierCode> {
  return new Map(codeTables[scheme].codes.map((entry) => [normalCode(entry.code), entry]))
}

/**
 * The shop's reason for a carrier's code: the shop's own mapping first, then a reason code of the shop itself, then
 * the catalogue of the scheme. A scheme named in the code (`cdek:12`) counts more than the carrier's.
 *
 * @param mapped what the shop's people decided for this carrier: `normalCode` → reason code
 * @param known the reason codes the shop has; nothing else is ever returned
 * @returns null: unknown, or no reason of a refusal, or a reason the shop does not have; a person must look
 */
export function reasonOfCode(
  scheme: CodeScheme,
  code: string,
  mapped: ReadonlyMap<string, string>,
  known: ReadonlySet<string>,
): string | null {
  const asked = parsed(code)
  const ours = asked.scheme === null || asked.scheme === 'own' ? [code.trim(), asked.code] : []
  // A mapping whose reason is gone is asked about anew: the catalogue must not quietly overrule what a person decided.
  const reason =
    mapped.get(asked.code) ??
    ours.find((one) => known.has(one)) ??
    byCode[asked.scheme ?? scheme].get(asked.code)?.reason
  return reason !== undefined && reason !== null && known.has(reason) ? reason : null
}

/** The words that the list of the scheme has for a code; null: it is not in it. */
export function wordsOfCode(scheme: CodeScheme, code: string): string | null {
  const asked = parsed(code)
  return byCode[asked.scheme ?? scheme].get(asked.code)?.ru ?? null
}
