/** The words in which a carrier says why a parcel was refused: codes of the schemes that the contract takes. */
import type { Random } from '@/db/seed/shops/random'

export const codeChoices = ['own', 'cdek', 'apiship', 'mixed'] as const
/** `mixed`: a carrier that also brings for others and passes their codes on. */
export type CodeChoice = (typeof codeChoices)[number]
type Scheme = Exclude<CodeChoice, 'mixed'>

type Saying = { code: string; comment: string }
type Choice = readonly [code: string, weight: number, ...comments: string[]]

const own: readonly Choice[] = [
  ['changed_mind', 6, 'Передумал, пока везли', 'Говорит, что больше не нужно'],
  ['recipient_absent', 5, 'Дверь не открыли, телефон недоступен', 'Никого дома, просили перезвонить'],
  ['no_money', 3, 'Нет нужной суммы, карта не прошла', 'Просит привезти после зарплаты'],
  ['found_cheaper', 2, 'Нашёл дешевле в соседнем магазине'],
  ['late', 2, 'Ждали вчера, сегодня уже не нужно'],
  ['size', 2, 'Приложили к месту: не подходит по размеру'],
  ['packaging', 2, 'Угол коробки смят, брать не стали'],
  ['goods', 1, 'Внутри гремит, вскрыли при получателе: разбито'],
  ['courier_fault', 1, 'Получатель недоволен: привезли не к подъезду'],
  ['no_reason', 2, 'Отказался без объяснений'],
]
const cdek: readonly Choice[] = [
  ['cdek:2', 3, 'Не дозвонились, четыре гудка и сброс'],
  ['cdek:10', 1, 'Коробку намочило на складе'],
  ['cdek:11', 2, 'Отказ без объяснения'],
  ['cdek:12', 2, 'Претензия к качеству: царапина'],
  ['cdek:15', 2, 'Не устроили сроки'],
  ['cdek:16', 2, 'Уже купил в другом месте'],
  ['cdek:17', 3, 'Передумал'],
  ['cdek:21', 2, 'Нет денег'],
  ['cdek:22', 2, 'Посмотрел, не понравилось'],
]
/** ApiShip says hardly ever why; that a part was left is the one thing it says for certain. */
const apiship: readonly Choice[] = [['apiship:partialReturn', 1, 'Часть заказа забрали, остальное вернули']]

/** Codes that stand in no list: a person has to say once what they mean. */
const unknown: Record<Scheme, readonly Choice[]> = {
  own: [
    ['otkaz-9', 2, 'Отказ по регламенту точки'],
    ['NV-22', 1, 'Не вручено, причина в акте'],
  ],
  cdek: [['cdek:29', 1, 'Не вручен']],
  apiship: [['apiship:returnedFromDelivery', 1, 'Возвращён с доставки']],
}

const schemes: Record<CodeChoice, readonly (readonly [Scheme, number])[]> = {
  own: [['own', 1]],
  cdek: [['cdek', 1]],
  apiship: [['apiship', 1]],
  mixed: [
    ['own', 6],
    ['cdek', 3],
    ['apiship', 1],
  ],
}

/** Why it was refused, in a code that the server knows. ApiShip has one for a part alone; of a whole parcel our own says it. */
export function reasonOf(choice: CodeChoice, partial: boolean, random: Random): Saying {
  const scheme = random.weighted(schemes[choice])
  if (scheme === 'apiship') return sayingOf(partial ? apiship : own, random)
  return sayingOf(scheme === 'cdek' ? cdek : own, random)
}

/** The same in a code that nobody knows. */
export function unknownReasonOf(choice: CodeChoice, random: Random): Saying {
  return sayingOf(unknown[random.weighted(schemes[choice])], random)
}

function sayingOf(choices: readonly Choice[], random: Random): Saying {
  const [code, , ...comments] = random.weighted(choices.map((choice) => [choice, choice[1]] as const))
  return { code, comment: random.pick(comments) }
}
