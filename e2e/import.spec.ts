import { expect, fileOf, shopOf, test } from './fixtures'
import { workbook } from '@/lib/imports/read/testing/workbook'
import { visit } from './visit'

test('a workbook comes in like a text file: sheet, dates and numbers are recognised', async ({
  page,
  context,
  stateOf,
}) => {
  test.setTimeout(120_000)
  const { slug } = shopOf()
  await context.addCookies((await stateOf('manager')).cookies)
  const mark = `X${Date.now() % 1_000_000}`
  // 46332 is 6 November 2026, as workbooks count days.
  const rows = Array.from({ length: 25 }, (_, at) => [
    `${mark}-${at}`,
    { number: 46_332 + (at % 10), style: 1 },
    `КН-${at % 4}`,
    'Книга «Дорога домой»',
    1 + (at % 3),
    1250.5,
  ])
  const file = await workbook({
    sheets: [
      { name: 'О выгрузке', rows: [['Сделано в', 'МойСклад']] },
      {
        name: 'Заказы',
        rows: [
          ['Номер заказа', 'Дата заказа', 'Артикул', 'Название', 'Количество', 'Цена за единицу'],
          ...rows,
        ],
      },
    ],
  })
  await visit(page, `/${slug}/imports`)
  await page.locator('#import-file').setInputFiles(fileOf('заказы.xlsx', file))
  await expect(page.getByRole('heading', { name: 'заказы.xlsx' })).toBeVisible()
  const sheet = page.getByRole('combobox', { name: 'Лист' })
  await sheet.selectOption('Заказы')
  await expect(page.getByRole('combobox', { name: 'Что в столбце «Цена за единицу»' })).toHaveValue(
    'unitPrice',
  )
  const preview = page.getByRole('region', { name: 'Как мы поняли первые строки' })
  const first = preview.getByRole('row', { name: new RegExp(`${mark}-0 `) })
  await expect(first).toContainText(/6\sнояб/)
  await expect(first).toContainText(/1\s250,50\s₽/)

  await page.getByRole('button', { name: 'Начать импорт' }).click()
  await expect(page.getByText('Готово')).toBeVisible({ timeout: 60_000 })
  await expect(page.locator('dl > div', { hasText: 'Новых заказов' }).locator('dd')).toHaveText('25')
  await expect(page.getByText('Вошло всё')).toBeVisible()

  await visit(page, `/${slug}/orders?q=${mark}-7`)
  await expect(page.getByRole('link', { name: `${mark}-7` })).toBeVisible()
})

test('a broken workbook and one without a table say so in words', async ({ page, context, stateOf }) => {
  await context.addCookies((await stateOf('manager')).cookies)
  await visit(page, `/${shopOf().slug}/imports`)
  const whole = await workbook({ sheets: [{ name: 'Лист', rows: [['Номер', 'Дата']] }] })
  const bad = [
    [fileOf('обрывок.xlsx', whole.subarray(0, whole.length - 200)), /повреждена и не читается/],
    [fileOf('пустая книга.xlsx', await workbook({ sheets: [] })), /нет ни одного листа/],
    [fileOf('только названия.xlsx', whole), /ни одной строки/],
  ] as const
  for (const [file, why] of bad) {
    await page.locator('#import-file').setInputFiles(file)
    const alert = page.getByRole('main').getByRole('alert')
    await expect(alert).toContainText(file.name)
    await expect(alert).toContainText(why)
  }
})
