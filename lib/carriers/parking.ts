/** Why a person must look at what a carrier sent. */
export const parkedReasons = [
  'unknown_type',
  'unknown_code',
  'unknown_pickup',
  'unknown_item',
  'too_many',
  'future',
  'incomplete',
] as const
export type ParkedReason = (typeof parkedReasons)[number]
