import { mkdirSync } from 'node:fs'
import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { signInAs } from './sign-in'
import { reload, settled, visit } from './visit'

const shots = path.resolve('screenshots')
mkdirSync(shots, { recursive: true })

let complaints: string[] = []
test.beforeEach(({ page }) => {
  complaints = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
})
test.afterEach(() => expect(complaints, 'what the browser complained of').toEqual([]))

/** Windows-1251, as a Russian shop's old system writes it. */
function cp1251(text: string): Buffer {
  return Buffer.from(
    Array.from(text, (char) => {
      const code = char.codePointAt(0) ?? 0
      if (code < 0x80) return code
      return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : 0x3f
    }),
  )
}

/** A file of its own, so that journeys may run again on the same shop. */
function shopFile(mark: string): string {
  const rows = [
    'Выгрузка заказов;;;;;;;', // A heading of its own: the cabinet remembers what it was told of files with the same ones.
    `Заказ;Дата;Артикул;Товар;Кол-во;Цена, руб.;Телефон;Комментарий ${mark}`,
  ]
  for (let at = 1; at <= 60; at += 1) {
    const day = String((at % 12) + 1).padStart(2, '0')
    rows.push(
      `${mark}-${at};${day}/11/2026;КР-${at % 9};Кружка синяя;${(at % 3) + 1};1 2${String(at % 90).padStart(2, '0')},50;8 912 345-67-${String(at % 90).padStart(2, '0')};`,
    )
    if (at % 10 === 0) rows.push(`${mark}-${at};${day}/11/2026;POST;Доставка курьером;1;300;;`)
  }
  rows.push(`${mark}-61;скоро;КР-1;Кружка синяя;1;500,00;;`)
  rows.push(`${mark}-62;05/11/2026;КР-2;Кружка синяя;полторы;500,00;;`)
  rows.push(`C${mark}-3;12/11/2026;КР-3;Кружка синяя;-1;500,00;8 912 345-67-03;`)
  rows.push(`C${mark}-4;12/11/2026;КР-7;Кружка синяя;-90;500,00;8 912 345-67-77;`)
  return rows.join('\r\n')
}

async function upload(page: Page, slug: string, name: string, buffer: Buffer): Promise<void> {
  await visit(page, `/${slug}/imports`)
  await expect(page.getByRole('heading', { name: 'Импорт заказов' })).toBeVisible()
  await page.locator('#import-file').setInputFiles({ name, mimeType: 'text/csv', buffer })
}

/** Looks at a screen in both themes and widths, and leaves pictures for a person. */
async function look(page: Page, name: string): Promise<void> {
  for (const [theme, width] of [
    ['light', 1440],
    ['dark', 1440],
    ['light', 375],
    ['dark', 375],
  ] as const) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await settled(page)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(wide, `${name} scrolls sideways at ${width}`).toBeLessThanOrEqual(0)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
      `${name}, ${theme}, ${width}`,
    ).toEqual([])
    await page.screenshot({ path: path.join(shots, `imports-${name}-${theme}-${width}.png`), fullPage: true })
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.emulateMedia({ colorScheme: 'light' })
}

test('a shop imports its file: doubts are settled, the bar survives a reload, a second time changes nothing', async ({
  page,
}) => {
  test.setTimeout(300_000)
  const login = await signInAs(page, 'manager')
  const mark = `Т${Date.now() % 1_000_000}`
  const file = cp1251(shopFile(mark))
  await visit(page, `/${login.slug}/imports`)
  await expect(page.getByRole('heading', { name: 'Импорт заказов' })).toBeVisible()
  await look(page, 'list')

  await upload(page, login.slug, 'заказы.csv', file)
  await expect(page).toHaveURL(/\/imports\/\d+$/, { timeout: 30_000 })
  await expect(page.getByRole('heading', { name: 'заказы.csv' })).toBeVisible()
  const start = page.getByRole('button', { name: 'Начать импорт' })
  await expect(start).toBeDisabled()
  await expect(page.getByText('Как читать даты?')).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Кодировка' })).toHaveValue('windows-1251')
  await expect(page.getByRole('combobox', { name: 'Разделитель' })).toHaveValue(';')
  await expect(page.getByRole('combobox', { name: 'Названия столбцов' })).toHaveValue('2')
  await expect(page.getByRole('combobox', { name: 'Что в столбце «Заказ»' })).toHaveValue('orderNumber')
  await expect(page.getByRole('combobox', { name: 'Что в столбце «Кол-во»' })).toHaveValue('quantity')
  await look(page, 'draft')

  await page.getByRole('button', { name: /нояб\. 2026/ }).click()
  await expect(page.getByText('Как читать даты?')).toBeHidden()
  await expect(start).toBeEnabled()
  const article = page.getByRole('combobox', { name: 'Что в столбце «Артикул»' })
  await article.selectOption('')
  await expect(page.getByText('Укажите, в каком столбце «Артикул»')).toBeVisible()
  await expect(start).toBeDisabled()
  await reload(page)
  await expect(page.getByText('Укажите, в каком столбце «Артикул»')).toBeVisible()
  await article.selectOption('sku')
  await expect(start).toBeEnabled()
  const preview = page.getByRole('region', { name: 'Таблица первых строк' })
  await expect(preview.getByRole('row', { name: new RegExp(`${mark}-1 .*Кружка синяя`) })).toContainText(
    '1 201,50 ₽',
  )
  await start.click()
  // What was pressed has been answered: a reload before would take the question back.
  await expect(page.getByRole('combobox', { name: 'Кодировка' })).toBeHidden()

  await reload(page)
  await expect(page.getByText('Готово')).toBeVisible({ timeout: 60_000 })
  const number = (name: string) => page.locator('dl > div', { hasText: name }).locator('dd')
  await expect(number('Новых заказов')).toHaveText('60')
  await expect(number('Отказано заказам')).toHaveText('2')
  await expect(number('Возвратов создано')).toHaveText('1')
  await expect(number('Отмен без заказа')).toHaveText('1')
  await expect(number('Строк не о товаре')).toHaveText('6')
  await look(page, 'result')

  await page
    .getByRole('link', { name: /^Отказано/ })
    .last()
    .click()
  await expect(page).toHaveURL(/rows=refused/)
  const left = page.getByRole('region', { name: 'Таблица строк, которые не вошли' })
  await expect(left.getByRole('row', { name: /«скоро» не похоже на дату/ })).toBeVisible()
  await expect(left.getByRole('row', { name: /«полторы» не число/ })).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Скачать CSV' }).click()
  const text = await (await download).createReadStream().then(async (stream) => {
    const pieces: Buffer[] = []
    for await (const piece of stream) pieces.push(Buffer.from(piece as Buffer))
    return Buffer.concat(pieces).toString('utf8')
  })
  expect(text).toContain('\ufeffСтрока файла;Что с ней;Почему;Заказ;Дата;')
  expect(text).toContain(`;${mark}-61;скоро;`)

  // What was cancelled in the file is a return of the past, and says plainly that nobody judged it.
  await visit(page, `/${login.slug}/returns?q=${encodeURIComponent(`${mark}-3`)}`)
  await page
    .getByRole('main')
    .getByRole('link', { name: /^R-\d+/ })
    .click()
  await expect(page.getByRole('region', { name: 'Заключение' })).toContainText(
    'Заключения нет: возврат загружен из истории',
  )

  await upload(page, login.slug, 'заказы.csv', file)
  await expect(page.getByText('Этот же файл уже загружали')).toBeVisible()
  await expect(page.getByText('Как читать даты?')).toBeHidden()
  await start.click()
  await expect(page.getByText('Изменений нет: всё это уже было в кабинете.')).toBeVisible({ timeout: 60_000 })
  await expect(number('Без изменений')).toHaveText('60')
})

test('a file that will not do says why and what to do', async ({ page }) => {
  const login = await signInAs(page, 'admin')
  const refusals: [string, Buffer, RegExp][] = [
    ['пусто.csv', Buffer.alloc(0), /Файл пуст/],
    [
      'старый.xls',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
      /старый формат Excel/,
    ],
    ['письмо.csv', Buffer.from('Здравствуйте!\nВо вложении заказы.\n'), /не нашлось таблицы/],
    ['широкий.csv', Buffer.from(`${'a,'.repeat(1_000_000)}a\n`), /больше 256 столбцов/],
  ]
  for (const [name, buffer, why] of refusals) {
    await upload(page, login.slug, name, buffer)
    const alert = page.getByRole('main').getByRole('alert')
    await expect(alert).toContainText(why)
    await expect(alert).toContainText(name)
  }
  await look(page, 'refused')
})

test('who may not import sees the history and no upload', async ({ page }) => {
  const login = await signInAs(page, 'staff')
  await visit(page, `/${login.slug}/imports`)
  await expect(page.getByText('Загружать файлы могут руководитель и администратор')).toBeVisible()
  await expect(page.locator('#import-file')).toHaveCount(0)
  const answer = await page.request.post(`/api/imports/${login.slug}`, {
    headers: { 'x-command-id': crypto.randomUUID(), 'x-file-name': 'a.csv', 'sec-fetch-site': 'same-origin' },
    data: 'a;b\n1;2\n',
  })
  expect(answer.status()).toBe(403)
})
