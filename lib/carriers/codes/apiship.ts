import type { CodeRow } from '../codes'

/**
 * ApiShip's unified statuses (`status.key`). They say where a parcel is, hardly ever why: «Возвращен с доставки» is a
 * refusal and a closed door alike, «Доставка отменена» the customer's doing or the shop's. Only a part that was left
 * is a refusal for certain; the cause itself, where there is one, is in the carrier's own code beside it.
 */
export const apishipCodes: readonly CodeRow[] = [
  { code: 'uploading', ru: 'Загрузка информации в систему перевозчика', reason: null, blame: null },
  { code: 'uploaded', ru: 'Информация успешно загружена в систему перевозчика', reason: null, blame: null },
  {
    code: 'uploadingError',
    ru: 'Ошибка передачи информации в систему перевозчика',
    reason: null,
    blame: null,
  },
  { code: 'onPointIn', ru: 'Принят на склад в пункте отправления', reason: null, blame: null },
  { code: 'onWay', ru: 'В пути', reason: null, blame: null },
  { code: 'onPointOut', ru: 'Прибыл на склад в пункте назначения', reason: null, blame: null },
  { code: 'readyForRecipient', ru: 'Готов к выдаче в пункте назначения', reason: null, blame: null },
  { code: 'delivering', ru: 'Передан на доставку в пункте назначения', reason: null, blame: null },
  { code: 'delivered', ru: 'Доставлен получателю', reason: null, blame: null },
  { code: 'deliveryCanceled', ru: 'Доставка отменена', reason: null, blame: null },
  { code: 'returnedFromDelivery', ru: 'Возвращен с доставки', reason: null, blame: null },
  { code: 'partialReturn', ru: 'Частичный возврат', reason: 'no_reason', blame: 'customer' },
  { code: 'returnReady', ru: 'Подготовлен возврат', reason: null, blame: null },
  { code: 'returning', ru: 'Возвращается отправителю', reason: null, blame: null },
  { code: 'returned', ru: 'Возвращен отправителю', reason: null, blame: null },
  { code: 'problem', ru: 'Возникла проблема', reason: null, blame: null },
  { code: 'lost', ru: 'Утерян', reason: null, blame: 'carrier' },
  { code: 'unknown', ru: 'Неизвестный статус', reason: null, blame: null },
  { code: 'notApplicable', ru: 'N/A', reason: null, blame: null },
]
