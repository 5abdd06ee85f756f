import type { Random } from './random'

const women = (
  'Анна Мария Елена Ольга Наталья Екатерина Ирина Светлана Татьяна Юлия Алёна Дарья Ксения Полина Виктория Вера ' +
  'Людмила Галина Надежда Софья Варвара Марина Евгения Алла Лилия Зоя Аглая Гульнара Айгуль Алсу'
).split(' ')
const men = (
  'Александр Дмитрий Сергей Андрей Алексей Михаил Иван Никита Пётр Фёдор Артём Семён Роман Павел Илья Егор ' +
  'Кирилл Максим Владимир Николай Олег Игорь Тимур Рустам Матвей Глеб Лев Степан Юрий Ренат'
).split(' ')
/** As a man's; a woman's follows from the ending. */
const surnames = (
  'Кузнецов Смирнов Иванов Попов Соколов Лебедев Новиков Морозов Волков Соловьёв Васильев Зайцев Павлов Семёнов ' +
  'Голубев Виноградов Богданов Воробьёв Фёдоров Михайлов Беляев Тарасов Белов Комаров Орлов Киселёв Макаров Андреев ' +
  'Ковалёв Ильин Гусев Титов Кузьмин Кудрявцев Баранов Куликов Алексеев Степанов Яковлев Сорокин Сергеев Романов ' +
  'Захаров Борисов Королёв Герасимов Пономарёв Григорьев Лазарев Медведев Ершов Никитин Соболев Рябов Поляков ' +
  'Цветков Данилов Жуков Фролов Журавлёв Николаев Крылов Максимов Сидоров Осипов Белоусов Федотов Дорофеев Егоров ' +
  'Матвеев Бобров Дмитриев Калинин Анисимов Петухов Антонов Тимофеев Никифоров Веселов Филиппов Марков Большаков ' +
  'Суханов Миронов Ширяев Александров Коновалов Шестаков Казаков Ефимов Денисов Громов Фомин Давыдов Мельников ' +
  'Щербаков Блинов Колесников Карпов Афанасьев Власов Маслов Исаков Тихонов Аксёнов Гаврилов Родионов Котов ' +
  'Хабибуллин Гайнутдинов Вяземский Озерский Чернышевский Лисицын Толстой Долгорукий Шевченко Гринько Кравец Ли'
).split(' ')
const fathers: readonly (readonly [string, string])[] = [
  ['Алексеевич', 'Алексеевна'],
  ['Дмитриевич', 'Дмитриевна'],
  ['Сергеевич', 'Сергеевна'],
  ['Петрович', 'Петровна'],
  ['Фёдорович', 'Фёдоровна'],
  ['Артёмович', 'Артёмовна'],
  ['Ильич', 'Ильинична'],
  ['Михайлович', 'Михайловна'],
  ['Рустамович', 'Рустамовна'],
]
/** Long and double ones, as they are in passports. */
const longNames = [
  'Мусина-Пушкина Анастасия-Виктория Константиновна',
  'Бонч-Бруевич Владислав Станиславович',
  'Салтыкова-Щедрина Елизавета Аполлинарьевна',
  'Новосёлова-Преображенская Марфа Всеволодовна',
  'Огородников-Долгополов Константин Вячеславович',
  'Хайруллина-Загидуллина Гульназ Ильдаровна',
]

export type Person = { name: string; phone: string; email?: string }

const letters: Record<string, string> = Object.fromEntries(
  'а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:h ц:c ч:ch ш:sh щ:sch ъ: ы:y ь: э:e ю:yu я:ya -:-'
    .split(' ')
    .map((pair) => pair.split(':')),
)

function latin(text: string): string {
  return [...text.toLowerCase()].map((letter) => letters[letter] ?? '').join('')
}

function womans(surname: string): string {
  if (/(ский|цкий)$/.test(surname)) return `${surname.slice(0, -2)}ая`
  if (/[оы]й$|ий$/.test(surname)) return `${surname.slice(0, -2)}ая`
  return /(ов|ёв|ев|ин|ын)$/.test(surname) ? `${surname}а` : surname
}

/** People of Russia: names with ё, double ones, with and without a patronymic; phones that nobody may have (+7 900 000…999 blocks vary). */
export function people(random: Random, count: number, from: number): Person[] {
  return Array.from({ length: count }, (_, index) => {
    const phone = `+79${String(from + index * 7919 + random.int(0, 900)).padStart(9, '0')}`
    const long = longNames[index]
    if (long) return { name: long, phone }
    const woman = random.chance(0.62)
    const given = random.pick(woman ? women : men)
    const surname = random.pick(surnames)
    const family = woman ? womans(surname) : surname
    const father = random.pick(fathers)[woman ? 1 : 0]
    const name = random.weighted([
      [`${given} ${family}`, 6],
      [`${family} ${given} ${father}`, 3],
      [`${given} ${father} ${family}`, 1],
    ])
    const email = random.chance(0.55)
      ? `${latin(given)}.${latin(family)}${random.int(1, 99)}@pochta.example`
      : undefined
    return { name, phone, ...(email && { email }) }
  })
}
