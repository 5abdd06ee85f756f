/** The Government's lists of goods, shortened to what a shop recognises its own in; the full wording is in the act. */

export type Listed = { ru: string; en: string }

/** Перечень непродовольственных товаров надлежащего качества, не подлежащих обмену (ПП РФ от 31.12.2020 № 2463). */
export const exchangeList: readonly Listed[] = [
  {
    ru: 'Товары для профилактики и лечения болезней дома, лекарства',
    en: 'Goods for preventing and treating illness at home, medicines',
  },
  { ru: 'Предметы личной гигиены', en: 'Personal hygiene articles' },
  { ru: 'Парфюмерия и косметика', en: 'Perfumes and cosmetics' },
  {
    ru: 'Ткани, кабель, отделочные материалы и другие товары на метраж',
    en: 'Fabrics, cable, finishing materials and other goods sold by length',
  },
  { ru: 'Бельё, чулки и носки', en: 'Underwear, stockings and socks' },
  {
    ru: 'Изделия из полимеров, которые касаются пищи',
    en: 'Articles of polymers that come into contact with food',
  },
  { ru: 'Бытовая химия, пестициды и агрохимикаты', en: 'Household chemicals, pesticides and agrochemicals' },
  { ru: 'Мебельные гарнитуры', en: 'Suites of furniture' },
  { ru: 'Ювелирные изделия и огранённые камни', en: 'Jewellery and cut precious stones' },
  {
    ru: 'Автомобили, мото- и велотовары, прицепы, лодки и прогулочные суда',
    en: 'Cars, motorcycles and bicycles, trailers, boats and pleasure craft',
  },
  {
    ru: 'Технически сложные товары для дома с гарантией не менее года',
    en: 'Technically complex household goods with a warranty of a year or more',
  },
  { ru: 'Гражданское оружие и патроны', en: 'Civilian weapons and cartridges' },
  { ru: 'Животные и растения', en: 'Animals and plants' },
  {
    ru: 'Книги и другие непериодические издания',
    en: 'Books and other publications that are not periodicals',
  },
]

/** Перечень технически сложных товаров (ПП РФ от 10.11.2011 № 924). */
export const technicallyComplex: readonly Listed[] = [
  { ru: 'Лёгкие самолёты и вертолёты', en: 'Light aircraft and helicopters' },
  { ru: 'Автомобили, мотоциклы, мотороллеры', en: 'Cars, motorcycles, scooters' },
  { ru: 'Тракторы, мотоблоки, мотокультиваторы', en: 'Tractors, walk-behind tractors, cultivators' },
  { ru: 'Снегоходы', en: 'Snowmobiles' },
  { ru: 'Катера, лодки, яхты с двигателем', en: 'Boats and yachts with an engine' },
  {
    ru: 'Навигаторы, телефоны и другая связь с сенсорным экраном и двумя и более функциями',
    en: 'Navigators, phones and other wireless devices with a touch screen and two functions or more',
  },
  { ru: 'Компьютеры и ноутбуки', en: 'Computers and laptops' },
  {
    ru: 'Лазерные и струйные многофункциональные устройства, мониторы',
    en: 'Laser and ink-jet multifunction devices, monitors',
  },
  { ru: 'Комплекты спутникового телевидения, игровые приставки', en: 'Satellite TV sets, game consoles' },
  { ru: 'Телевизоры и проекторы', en: 'Televisions and projectors' },
  { ru: 'Цифровые фото- и видеокамеры, объективы', en: 'Digital cameras, camcorders and lenses' },
  {
    ru: 'Крупная бытовая техника: холодильники, стиральные и посудомоечные машины, плиты, кофемашины, кондиционеры, роботы-пылесосы',
    en: 'Large appliances: refrigerators, washing machines, dishwashers, cookers, coffee machines, air conditioners, robot vacuums',
  },
  {
    ru: 'Наручные часы с двумя и более функциями',
    en: 'Wristwatches with two functions or more',
  },
  { ru: 'Электроинструмент', en: 'Electric power tools' },
]
