import type { CodeRow } from '../codes'

/**
 * CDEK's additional statuses of «Не вручен»: `status_reason_code` of a webhook, `reason_code` of an order. No copy of
 * the appendix has 28, 29 and 30, so they are not here: should one come, a person looks at it. Not to be mixed up with
 * the problems of a delivery (Приложение 3), whose numbers mean other things.
 */
export const cdekCodes: readonly CodeRow[] = [
  { code: '1', ru: 'Возврат, неверный адрес', reason: 'recipient_absent', blame: null },
  { code: '2', ru: 'Возврат, не дозвонились', reason: 'recipient_absent', blame: null },
  { code: '3', ru: 'Возврат, адресат не проживает', reason: 'recipient_absent', blame: null },
  {
    code: '4',
    ru: 'Возврат, не должен выполняться: вес отличается от заявленного более, чем на X г.',
    reason: null,
    blame: 'shop',
  },
  {
    code: '5',
    ru: 'Возврат, не должен выполняться: фактически нет отправления (на бумаге есть)',
    reason: null,
    blame: 'shop',
  },
  {
    code: '6',
    ru: 'Возврат, не должен выполняться: дубль номера заказа в одном акте приема-передачи',
    reason: null,
    blame: 'shop',
  },
  {
    code: '7',
    ru: 'Возврат, не должен выполняться: не доставляем в данный город/регион',
    reason: null,
    blame: null,
  },
  // The parcel came to the carrier damaged: it never was on its way, so nothing happened to it in delivery.
  {
    code: '8',
    ru: 'Возврат, повреждение упаковки, при приемке от отправителя',
    reason: null,
    blame: 'shop',
  },
  { code: '9', ru: 'Возврат, повреждение упаковки, у перевозчика', reason: 'packaging', blame: 'carrier' },
  {
    code: '10',
    ru: 'Возврат, повреждение упаковки, на нашем складе/доставке у курьера',
    reason: 'packaging',
    blame: 'carrier',
  },
  { code: '11', ru: 'Возврат, отказ от получения: Без объяснения', reason: 'no_reason', blame: 'customer' },
  {
    code: '12',
    ru: 'Возврат, отказ от получения: Претензия к качеству товара',
    reason: 'defective',
    blame: 'shop',
  },
  { code: '13', ru: 'Возврат, отказ от получения: Недовложение', reason: 'incomplete', blame: 'shop' },
  { code: '14', ru: 'Возврат, отказ от получения: Пересорт', reason: 'wrong_item', blame: 'shop' },
  { code: '15', ru: 'Возврат, отказ от получения: Не устроили сроки', reason: 'late', blame: null },
  {
    code: '16',
    ru: 'Возврат, отказ от получения: Уже купил',
    reason: 'bought_elsewhere',
    blame: 'customer',
  },
  { code: '17', ru: 'Возврат, отказ от получения: Передумал', reason: 'changed_mind', blame: 'customer' },
  { code: '18', ru: 'Возврат, отказ от получения: Ошибка оформления', reason: 'other', blame: null },
  {
    code: '19',
    ru: 'Возврат, отказ от получения: Повреждение упаковки, у получателя',
    reason: 'packaging',
    blame: null,
  },
  // The rest was taken, so the part that comes back was refused, and the code says nothing of why.
  { code: '20', ru: 'Частичная доставка', reason: 'no_reason', blame: 'customer' },
  { code: '21', ru: 'Возврат, отказ от получения: Нет денег', reason: 'no_money', blame: 'customer' },
  {
    code: '22',
    ru: 'Возврат, отказ от получения: Товар не подошел/не понравился',
    reason: 'not_fit',
    blame: 'customer',
  },
  { code: '23', ru: 'Возврат, истек срок хранения', reason: 'recipient_absent', blame: null },
  { code: '24', ru: 'Возврат, не прошел таможню', reason: null, blame: null },
  {
    code: '25',
    ru: 'Возврат, не должен выполняться: является коммерческим грузом',
    reason: null,
    blame: null,
  },
  { code: '26', ru: 'Утерян', reason: null, blame: 'carrier' },
  // The goods are destroyed: there is nothing to give a route to before a person has looked.
  { code: '27', ru: 'Не востребован, утилизация', reason: null, blame: null },
  { code: '31', ru: 'Возврат, по запросу отправителя', reason: null, blame: 'shop' },
  { code: '32', ru: 'Возврат, по запросу плательщика', reason: null, blame: null },
  { code: '33', ru: 'Возврат, СНТ не получено', reason: null, blame: null },
]
