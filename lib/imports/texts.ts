import type { Buyer } from '@/lib/policies/verdict'

/** Longest texts that the cabinet keeps, in characters. */
export const lengthLimits = {
  orderNumber: 100,
  sku: 100,
  name: 500,
  customerRef: 100,
  customerName: 200,
  city: 200,
  address: 500,
  region: 200,
  postalCode: 20,
  channel: 50,
  trackingNumber: 100,
  category: 200,
  supplier: 200,
} as const

export function blankToUndefined(text: string): string | undefined {
  return text === '' || text === '-' || text === '—' ? undefined : text
}

/** An address that could be written to, in lower case; null when it is none. */
export function readEmail(text: string): string | null {
  const email = text.trim().toLowerCase()
  return email.length <= 254 && /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]{2,}$/u.test(email) ? email : null
}

const cashOnDelivery =
  /налож|при получении|при доставке|курьеру|наличн|постоплат|cash on delivery|\bcod\b|on delivery|pay on/iu
const paidBefore =
  /предоплат|онлайн|на сайте|оплачен|картой|карта|сбп|эквайринг|yookassa|ю ?касса|сплит|рассрочк|кредит|счет|счёт|prepaid|card|online|paid|paypal|stripe|apple pay|google pay|bank transfer|bacs|invoice/iu

/** How a shop's words for the way of paying are understood; null when they say neither. */
export function readPayment(text: string): 'prepaid' | 'cod' | null {
  if (cashOnDelivery.test(text)) return 'cod'
  return paidBefore.test(text) ? 'prepaid' : null
}

const businesses =
  /юр|организац|компани|фирм|предприни|предприят|(?<!\p{L})(ооо|оао|зао|пао|ао|ип)(?!\p{L})|b2b|business|company|legal|entrepreneur|corporate/iu
const consumers = /физ|частн|потребит|гражд|розни|b2c|consumer|individual|private|person/iu

/** Whether a shop's words for the kind of its customer mean a business; null when they say neither. */
export function readBuyer(text: string): Buyer | null {
  if (businesses.test(text)) return 'business'
  return consumers.test(text) ? 'consumer' : null
}
