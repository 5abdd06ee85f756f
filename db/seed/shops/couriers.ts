/** Who brings parcels to the door: code → name. One of them is refused more often than the others. */
export const couriers: Readonly<Record<string, string>> = {
  'k-11': 'Пётр Ланской',
  'k-12': 'Сабир Латыпов',
  'k-14': 'Олег Маркин',
  'k-17': 'Дина Ахметова',
  'k-21': 'Евгений Сомов',
  'k-23': 'Николай Журба',
  'k-30': 'Тагир Исаев',
  'k-31': 'Антон Вересов',
}
export const oftenRefused = 'k-12'
