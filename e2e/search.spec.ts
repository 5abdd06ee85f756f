import { expect, test } from '@playwright/test'
import { z } from 'zod'
import { signInAs } from './sign-in'
import { visit } from './visit'

const answer = z.object({
  groups: z.array(
    z.object({
      kind: z.string(),
      items: z.array(z.object({ title: z.string(), subtitle: z.string(), href: z.string() })),
    }),
  ),
})

test('Ctrl+K finds a return by its number and an order by its own, and opens them', async ({ page }) => {
  const { slug } = await signInAs(page, 'staff')
  const ask = async (q: string) => {
    const response = await page.request.get(`/${slug}/search`, { params: { q } })
    expect(response.status()).toBe(200)
    return answer.parse(await response.json()).groups
  }
  const returns = (await ask('R-1')).find(({ kind }) => kind === 'returns')
  const known = returns?.items[0]
  if (!known) throw new Error('The demo has no return whose number begins with 1')
  const orderNumber = /заказ (\S+)/.exec(known.subtitle)?.[1] ?? ''

  await visit(page, `/${slug}`)
  for (const [typed, group, title] of [
    [known.title, 'Возвраты', known.title],
    [orderNumber, 'Заказы', orderNumber],
  ] as const) {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill(typed)
    const option = page.getByRole('group', { name: group }).getByRole('option', { name: title }).first()
    await option.click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(title)
  }
})

test('what a program is told when it may not search', async ({ page, request }) => {
  const { slug } = await signInAs(page, 'staff', 0)
  const headers = { accept: 'application/json' }
  expect((await request.get(`/${slug}/search?q=1`, { headers })).status()).toBe(401)
  const other = (await page.request.get('/another-shop/search?q=1')).status()
  expect(other).toBe(404)
  const odd = await page.request.get(`/${slug}/search?q=%00%27%22%5C%25`)
  expect(answer.parse(await odd.json())).toEqual({ groups: [] })
})
