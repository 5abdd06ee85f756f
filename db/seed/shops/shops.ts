import type { MerchantSeed } from '@/db/seed/merchant'
import { scheduleSchema, type Schedule } from '@/lib/carriers/schedule'
import { weekdays } from '@/lib/dates'
import type { RoutingCosts } from '@/lib/locations/schemas'
import type { Role } from '@/lib/permissions'
import type { Good } from './goods'
import { lightGoods } from './goods-light'
import { warmGoods } from './goods-clothes'
import { easternCities, westernCities } from './places'
import { lightRules, warmRules, type RulesPlan } from './rules'
import { lightTerms, warmTerms, type TermsPlan } from './terms'

export type Staff = { role: Role; email: string; name: string; password: string }

/** All that makes one demo shop different from the other. */
export type ShopPlan = {
  slug: string
  name: string
  timeZone: string
  seed: number
  /** Where its customers' phones begin. */
  phones: number
  orders: number
  orderNumber: (index: number) => string
  goods: readonly Good[]
  cities: typeof westernCities
  staff: Staff[]
  schedule: Schedule
  locations: NonNullable<MerchantSeed['locations']>
  terms: TermsPlan
  /** Codes of the places its parcels pass. */
  hub: string
  warehouse: string
  rules: RulesPlan
  costs: RoutingCosts
  /** Reason, how often of the whole, what people say. */
  reasons: readonly (readonly [string, number, readonly string[]])[]
}

/** One company fetches for both shops, with a secret for each. */
export const carrier = { code: 'obratno-express', name: 'Обратно Экспресс' }

/** Works in both shops. */
const shared: Staff = {
  role: 'support',
  email: 'vera@obratno.demo',
  name: 'Вера Соловьёва',
  password: 'teplo-i-svet-5',
}

const lampovaya: ShopPlan = {
  slug: 'lampovaya',
  name: 'Ламповая',
  timeZone: 'Europe/Moscow',
  seed: 20_261,
  phones: 120_000_000,
  orders: 1500,
  orderNumber: (index) => String(204_500 + index),
  goods: lightGoods,
  cities: westernCities,
  staff: [
    { role: 'staff', email: 'staff@lampovaya.demo', name: 'Артём Гусев', password: 'lampovaya-svet-1' },
    {
      role: 'support',
      email: 'support@lampovaya.demo',
      name: 'Ксения Дорофеева',
      password: 'lampovaya-svet-2',
    },
    { role: 'manager', email: 'manager@lampovaya.demo', name: 'Павел Королёв', password: 'lampovaya-svet-3' },
    { role: 'admin', email: 'admin@lampovaya.demo', name: 'Ирина Вяземская', password: 'lampovaya-svet-4' },
    shared,
  ],
  schedule: scheduleSchema.parse({
    calendar: 'ru',
    leadDays: 0,
    horizonDays: 21,
    cutoff: { hour: '18:00', daysBefore: 1 },
    windows: [
      { from: '09:00', to: '13:00', days: ['working'], capacity: 15 },
      { from: '13:00', to: '18:00', days: ['working'], capacity: 15 },
      { from: '18:00', to: '22:00', days: ['working'], capacity: 8, kind: 'evening' },
      { from: '10:00', to: '15:00', days: ['weekend'], capacity: 6 },
      { from: '15:00', to: '20:00', days: ['weekend'], capacity: 4, kind: 'evening' },
      {
        from: '20:00',
        to: '23:00',
        days: ['working', 'weekend'],
        capacity: 3,
        kind: 'evening',
        cities: ['Москва', 'Санкт-Петербург'],
      },
    ],
  }),
  locations: [
    {
      code: 'khimki',
      kind: 'warehouse',
      name: 'Склад «Химки»',
      city: 'Химки',
      address: 'Вашутинское шоссе, 24с2',
      hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' }],
      parcelCost: 12_000,
      storageDayCost: 0,
      capacity: 400,
      isDefault: true,
    },
    {
      code: 'ff-podolsk',
      kind: 'fulfilment',
      name: 'Фулфилмент «Подольск»',
      city: 'Подольск',
      address: 'ул. Поклонная, 7',
      hours: [{ days: [...weekdays], from: '08:00', to: '22:00' }],
      parcelCost: 16_500,
      storageDayCost: 900,
      capacity: 250,
    },
    {
      code: 'store-lesnaya',
      kind: 'store',
      name: 'Магазин на Лесной',
      city: 'Москва',
      address: 'ул. Лесная, 20',
      hours: [{ days: [...weekdays], from: '08:00', to: '22:00' }],
      parcelCost: 9_000,
      capacity: 30,
    },
    {
      code: 'zarya',
      kind: 'supplier',
      name: 'Завод «Заря»',
      city: 'Калуга',
      address: 'Грабцевское шоссе, 71',
      hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' }],
      parcelCost: 34_000,
      supplier: 'Завод «Заря»',
    },
    {
      code: 'ox-storage',
      kind: 'storage',
      name: 'Склад хранения перевозчика',
      city: 'Москва',
      address: 'ул. Рябиновая, 44',
      hours: [{ days: [...weekdays], from: '08:00', to: '22:00' }],
      parcelCost: 7_000,
      storageDayCost: 2_500,
      capacity: 120,
    },
    {
      code: 'hub-msk',
      kind: 'hub',
      name: 'Сортировочный центр «Москва-Запад»',
      city: 'Москва',
      address: 'ул. Рябиновая, 46',
      hours: [{ days: [...weekdays], from: '08:00', to: '22:00' }],
      storageDayCost: 3_900,
    },
  ],
  terms: lightTerms,
  rules: lightRules,
  costs: { redelivery: 29_000, sorting: 4_500, repack: 6_000, storageDays: 7 },
  hub: 'hub-msk',
  warehouse: 'khimki',
  reasons: [
    ['style', 14, ['Не вписался в интерьер', 'На фото выглядел изящнее', 'Слишком большой для нашей кухни']],
    ['size', 8, ['Не встаёт под полку', 'Абажур шире, чем думали']],
    ['color', 9, ['Латунь желтее, чем на фото', '']],
    ['changed_mind', 6, ['', 'Нашли другое решение']],
    ['found_cheaper', 6, ['Нашли то же на 1500 ₽ дешевле']],
    ['wrong_color', 6, ['Заказывали чёрный, пришёл графитовый']],
    [
      'wrong_specs',
      8,
      ['В описании 4000 К, светит тёплым', 'Провод короче, чем в карточке: 1,2 м вместо 1,8'],
    ],
    [
      'not_working',
      16,
      ['Не включается', 'Мигает на малой яркости', 'Не находит Wi-Fi', 'Через два дня перестал гореть'],
    ],
    ['damaged', 6, ['Трещина на плафоне', 'Погнута ножка']],
    ['goods', 9, ['Стекло разбито', 'Плафон приехал треснутым']],
    ['packaging', 3, ['Коробка мятая, вскрывали']],
    ['wrong_item', 4, ['Прислали другую модель']],
    ['incomplete', 4, ['Нет крепежа', 'Не положили пульт']],
    ['no_reason', 3, ['']],
    ['other', 2, ['Подарок не понравился']],
  ],
}

const teplyShkaf: ShopPlan = {
  slug: 'teply-shkaf',
  name: 'Тёплый шкаф',
  timeZone: 'Asia/Yekaterinburg',
  seed: 20_262,
  phones: 530_000_000,
  orders: 1500,
  orderNumber: (index) => `ТШ-${10_480 + index}`,
  goods: warmGoods,
  cities: easternCities,
  staff: [
    { role: 'staff', email: 'staff@shkaf.demo', name: 'Гульнара Хабибуллина', password: 'teply-shkaf-1' },
    { role: 'support', email: 'support@shkaf.demo', name: 'Семён Щербаков', password: 'teply-shkaf-2' },
    { role: 'manager', email: 'manager@shkaf.demo', name: 'Алёна Журавлёва', password: 'teply-shkaf-3' },
    { role: 'admin', email: 'admin@shkaf.demo', name: 'Фёдор Большаков', password: 'teply-shkaf-4' },
    shared,
  ],
  schedule: scheduleSchema.parse({
    calendar: 'ru',
    leadDays: 1,
    horizonDays: 14,
    cutoff: { hour: '16:00', daysBefore: 1 },
    windows: [
      { from: '10:00', to: '14:00', days: ['working'], capacity: 18 },
      { from: '14:00', to: '19:00', days: ['working'], capacity: 18 },
      { from: '19:00', to: '22:00', days: ['working'], capacity: 9, kind: 'evening' },
      { from: '11:00', to: '16:00', days: ['sat'], capacity: 9 },
      { from: '16:00', to: '20:00', days: ['sat'], capacity: 4, kind: 'evening' },
      { from: '12:00', to: '18:00', days: ['sun'], capacity: 4 },
    ],
  }),
  locations: [
    {
      code: 'koltsovo',
      kind: 'warehouse',
      name: 'Склад «Кольцово»',
      city: 'Екатеринбург',
      address: 'ул. Испытателей, 12',
      hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' }],
      parcelCost: 11_000,
      capacity: 500,
      isDefault: true,
    },
    {
      code: 'ff-tyumen',
      kind: 'fulfilment',
      name: 'Фулфилмент «Тюмень»',
      city: 'Тюмень',
      address: 'ул. 30 лет Победы, 31',
      hours: [{ days: [...weekdays], from: '08:00', to: '22:00' }],
      parcelCost: 14_000,
      storageDayCost: 700,
      capacity: 300,
    },
    {
      code: 'store-vaynera',
      kind: 'store',
      name: 'Магазин на Вайнера',
      city: 'Екатеринбург',
      address: 'ул. Вайнера, 15',
      hours: [{ days: [...weekdays], from: '08:00', to: '22:00' }],
      parcelCost: 8_000,
      capacity: 25,
    },
    {
      code: 'atelie',
      kind: 'supplier',
      name: 'Ателье «Игла»',
      city: 'Екатеринбург',
      address: 'ул. Малышева, 53',
      hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' }],
      parcelCost: 18_000,
    },
    {
      code: 'hub-ekb',
      kind: 'hub',
      name: 'Сортировочный центр «Урал»',
      city: 'Екатеринбург',
      address: 'Сибирский тракт, 8',
      hours: [{ days: [...weekdays], from: '08:00', to: '22:00' }],
      storageDayCost: 3_200,
    },
    {
      code: 'hub-nsk',
      kind: 'hub',
      name: 'Сортировочный центр «Сибирь»',
      city: 'Новосибирск',
      address: 'ул. Станционная, 60',
      hours: [{ days: [...weekdays], from: '08:00', to: '22:00' }],
      storageDayCost: 4_100,
    },
  ],
  terms: warmTerms,
  rules: warmRules,
  costs: { redelivery: 24_000, sorting: 3_500, repack: 5_000, storageDays: 7 },
  hub: 'hub-ekb',
  warehouse: 'koltsovo',
  reasons: [
    [
      'size',
      40,
      ['Маломерит', 'Большемерит на размер', 'Рукава коротки', 'Не сходится в бёдрах', 'Узкая колодка', ''],
    ],
    ['style', 15, ['Не моё', 'Сидит мешком', 'На модели смотрелось иначе']],
    ['color', 8, ['Оттенок другой, чем на экране', 'Молочный оказался жёлтым']],
    ['changed_mind', 6, ['', 'Передумала']],
    ['found_cheaper', 4, ['На распродаже вдвое дешевле']],
    ['no_money', 2, ['']],
    ['wrong_material', 7, ['Колется, шерсти в составе больше заявленного', 'Просвечивает']],
    ['damaged', 6, ['Затяжка на рукаве', 'Нет пуговицы', 'Разошёлся шов']],
    ['wrong_item', 4, ['Прислали другой размер']],
    ['goods', 2, ['Пятно на подоле']],
    ['late', 3, ['Везли две недели, подарок уже не нужен']],
    ['no_reason', 4, ['']],
    ['other', 2, ['Муж не одобрил']],
  ],
}

export const shops: readonly ShopPlan[] = [lampovaya, teplyShkaf]
