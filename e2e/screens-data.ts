import { randomBytes, randomUUID } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import { request, type APIRequestContext, type Browser } from '@playwright/test'
import { insertMerchant } from '@/db/seed/merchant'
import { couriers } from '@/db/seed/shops/couriers'
import { carrier, endpointNames, shops } from '@/db/seed/shops/shops'
import { newId } from '@/lib/ids'
import type { Role } from '@/lib/permissions'
import { demoFacts } from './facts'
import { asOwner, casesOf, expect, shopOf, signedIn, windows1251, type ApiCase, type State } from './fixtures'
import { placedOrder } from './selling'

/** Who looks: a role of the first shop, a manager of the second, a member of both, of one that has nothing yet, of none, or nobody. */
export type Viewer = Role | 'neighbour' | 'both' | 'newcomer' | 'guest' | 'nobody'

type RefusalFact =
  'needsRoute' | 'moving' | 'disputed' | 'otherwise' | 'redelivery' | 'location' | 'endpoint' | 'message'

export type Facts = {
  slug: string
  emptySlug: string
  /** One case of a stage, as it stands in addresses. */
  caseIn: (stage: string) => ApiCase
  fortyItems: ApiCase
  longName: ApiCase
  /** Number of a return that waits with support because its window is over. */
  outside: number
  /** Numbers of orders: with several returns, and with none. */
  severalReturns: string
  fresh: string
  /** Numbers of refused parcels, a place with costs, an endpoint that was told of them, and a message that failed. */
  refusals: Record<RefusalFact, string>
  /** The second shop: its rules are to change, its draft is full of findings, a place is closed for good. */
  neighbour: Record<'slug' | 'closed' | 'running' | 'failed', string>
  imports: Record<'draft' | 'doubtful' | 'waiting' | 'running' | 'failed' | 'done', number>
  stateOf: (viewer: Viewer) => Promise<State | null>
}

const password = 'posmotret-1'

/** Looks up what the demo has and makes what it lacks: an empty shop, a person without one, imports of every kind. */
export async function prepareScreens(
  browser: Browser,
  stateOf: (role: Role, shop?: number) => Promise<State>,
): Promise<Facts> {
  const { url } = demoFacts()
  const { slug } = shopOf()
  const mark = randomBytes(3).toString('hex')
  const newcomer = `newcomer-${mark}@empty.test`
  const guest = `guest-${mark}@empty.test`
  await makePeople(mark, newcomer, guest)

  const shop = await request.newContext({ baseURL: url })
  const cases = await casesOf(shop, {})
  const found = async (filter: Record<string, string>) => first(await casesOf(shop, filter), filter)
  const [fortyItems, longName] = [await found({ q: 'Ателье' }), await found({ q: 'Константинопольская' })]
  const stages = new Map<string, ApiCase>()
  for (const stage of rareStages) stages.set(stage, await found({ stage }))
  const fresh = await placedOrder(shop, shopOf().apiKey)
  await shop.dispose()

  const manager = await request.newContext({ baseURL: url, storageState: await stateOf('manager') })
  const imports = await makeImports(manager, slug, mark)
  await manager.dispose()

  const others = new Map<Viewer, Promise<State>>()
  const signIn = (viewer: Viewer, login: { email: string; password: string }) => {
    const state = others.get(viewer) ?? signedIn(browser, login)
    others.set(viewer, state)
    return state
  }
  const counts = Map.groupBy(cases, ({ order }) => order.number)
  const [severalReturns] = [...counts].find(([, ofOrder]) => ofOrder.length > 1) ?? [
    cases[0]?.order.number ?? '',
  ]
  return {
    slug,
    emptySlug: `empty-${mark}`,
    caseIn: (stage) => first([stages.get(stage)], { stage }),
    fortyItems,
    longName,
    outside: await outsideTheWindow(slug),
    severalReturns,
    fresh,
    refusals: await refusedParcels(slug),
    neighbour: await makeOddities(shopOf(1).slug),
    imports,
    stateOf: async (viewer) => {
      if (viewer === 'nobody') return null
      if (viewer === 'neighbour') return stateOf('manager', 1)
      if (viewer === 'both') return signIn(viewer, worksInBoth())
      if (viewer === 'newcomer') return signIn(viewer, { email: newcomer, password })
      if (viewer === 'guest') return signIn(viewer, { email: guest, password })
      return stateOf(viewer)
    },
  }
}

async function outsideTheWindow(slug: string): Promise<number> {
  const [row] = await asOwner(
    (owner) => owner<{ number: number }[]>`
      select c.number from cases c join merchants m on m.id = c.merchant_id
      where m.slug = ${slug} and c.verdict_outcome = 'outside' and c.stage = 'review' order by c.number desc limit 1`,
  )
  if (!row) throw new Error('The demo has no return outside its window')
  return row.number
}

/** Looks the refusals up; the endpoint is made, with a message that was delivered and one that never will be. */
async function refusedParcels(slug: string): Promise<Facts['refusals']> {
  return asOwner(async (owner) => {
    const [shop] = await owner<{ id: string }[]>`select id from merchants where slug = ${slug}`
    const id = shop?.id ?? ''
    const found = async (condition: ReturnType<typeof owner>) => {
      const [row] = await owner<{ number: number }[]>`
        select c.number from cases c
        join refusals f on f.merchant_id = c.merchant_id and f.case_id = c.id
        join routes t on t.merchant_id = f.merchant_id and t.refusal_id = f.id
        where c.merchant_id = ${id} and ${condition} order by c.number desc limit 1`
      if (!row) throw new Error('The demo has no such refusal')
      return `R-${row.number}`
    }
    const [place] = await owner<{ id: string }[]>`
      select id from locations where merchant_id = ${id} and kind = 'fulfilment'`
    const endpoint = newId()
    await owner`
      insert into webhook_endpoints (merchant_id, id, url, name, event_types, secret, version, created_by, created_at, updated_at)
      select ${id}, ${endpoint}, 'https://erp.lampovaya.example/obratno', 'Учётная система',
        array['inspection.disputed', 'parcel.lost'], 'whsec_dGFpbmEtZGVtbw==', 1, m.id, now(), now()
      from members m where m.merchant_id = ${id} and m.role = 'admin' limit 1`
    await owner`
      insert into webhook_messages (merchant_id, id, endpoint_id, case_id, event_id, event_seq, type, body, status, attempts,
        created_at, ended_at)
      select ${id}, gen_random_uuid(), ${endpoint}, e.case_id, e.id, e.seq, e.type, '{}',
        case when row_number() over (order by e.recorded_at desc) % 4 = 0 then 'failed' else 'delivered' end, 1,
        e.recorded_at, e.recorded_at
      from case_events e where e.merchant_id = ${id} and e.type in ('delivery.refused', 'route.given')
      order by e.recorded_at desc limit 12`
    const [message] = await owner<{ id: string }[]>`
      update webhook_messages w set attempts = 2, body = json_build_object('type', w.type, 'timestamp', w.created_at,
        'data', json_build_object('number', (select 'R-' || c.number from cases c where c.id = w.case_id)))
      where w.id = (select id from webhook_messages where merchant_id = ${id} and endpoint_id = ${endpoint}
        and status = 'failed' order by created_at desc limit 1) returning w.id`
    const failed = message?.id ?? ''
    await owner`
      insert into webhook_attempts (merchant_id, id, message_id, number, at, duration_ms, status_code, error, response) values
        (${id}, ${newId()}, ${failed}, 1, now() - interval '1 minute', 412, 503, null, 'Service Unavailable'),
        (${id}, ${newId()}, ${failed}, 2, now(), 15000, null, 'timeout', null)`
    return {
      needsRoute: await found(owner`c.stage = 'needs_route'`),
      moving: await found(owner`t.action = 'deliver' and t.answer is not null and c.stage = 'in_transit'`),
      disputed: await found(owner`f.disputed_at is not null and f.settled_at is null`),
      otherwise: await found(owner`f.confirmed_reason <> f.reason and f.confirmed_packaging <> f.packaging`),
      redelivery: await found(owner`c.stage = 'redelivery' and f.redelivery_date is null`),
      location: place?.id ?? '',
      endpoint,
      message: failed,
    }
  })
}

/** Gives the second shop what the demo's shops do not have: rules that wait for their day, a draft full of findings, a place closed for good, a carrier's word with a meaning, replays that run and that failed. */
async function makeOddities(slug: string): Promise<Facts['neighbour']> {
  return asOwner(async (owner) => {
    const [shop] = await owner<{ id: string; member: string }[]>`
      select m.id, p.id as member from merchants m join members p on p.merchant_id = m.id and p.role = 'manager'
      where m.slug = ${slug} limit 1`
    if (!shop) throw new Error('The demo has no second shop')
    const [place] = await owner<{ id: string }[]>`
      update locations set closed_at = now() - interval '3 days'
      where merchant_id = ${shop.id} and kind = 'store' returning id`
    if (!place) throw new Error('The second shop of the demo has no store')
    await owner`
      insert into rule_sets (merchant_id, id, number, revision, content, note, created_by, created_at, updated_by, updated_at,
        published_by, published_at, effective_at)
      select merchant_id, ${newId()}, number + 1, revision + 1, jsonb_set(content, '{rules}', (content->'rules') - 0),
        'На праздники', created_by, now(), updated_by, now(), created_by, now(), now() + interval '2 days'
      from rule_sets where merchant_id = ${shop.id} and number is not null order by number desc limit 1`
    // The first rule again, for a place that takes nothing: covered, contradicting and impossible to publish.
    const again = owner`
      jsonb_set(jsonb_set(content->'rules'->0, '{id}', to_jsonb(${newId()}::text)), '{then,to}',
        jsonb_build_object('action', 'deliver', 'locationId', ${place.id}::text))`
    await owner`
      update rule_sets set content = jsonb_set(content, '{rules}', (content->'rules') || ${again})
      where merchant_id = ${shop.id} and published_at is null`
    await owner`
      insert into carrier_codes (merchant_id, carrier_id, kind, code, meaning, mapped_by, mapped_at)
      select ${shop.id}, id, 'reason', 'peredumal', 'changed_mind', ${shop.member}, now() from carriers
      where merchant_id = ${shop.id} limit 1
      on conflict do nothing`
    const replay = async (status: string, judged: number) => {
      const id = newId()
      await owner`
        insert into routing_replays (merchant_id, id, content, prices, status, days, since, until, total, judged, changed, flows,
          hits, totals, started_by, created_at, finished_at)
        select merchant_id, ${id}, content, ${owner.json({ costs: { redelivery: 0, sorting: 0, repack: 0, storageDays: 7 }, places: [], currency: 'RUB' })},
          ${status}, 90, now() - interval '90 days', now(), 5200, ${judged}, 312, '{}', '{}',
          ${owner.json({ before: nothing, after: nothing, compared: 0 })}, ${shop.member}, now(),
          case when ${status} = 'failed' then now() end
        from rule_sets where merchant_id = ${shop.id} and published_at is null`
      return id
    }
    return {
      slug,
      closed: place.id,
      failed: await replay('failed', 2400),
      running: await replay('running', 1900),
    }
  })
}

const nothing = { cost: 0, storageDays: 0, unpriced: 0 }

const rareStages = [
  'new',
  'review',
  'needs_pickup',
  'awaiting_pickup',
  'pickup_problem',
  'in_transit',
  'inspection',
  'refund',
  'closed',
  'declined',
  'lost',
]

function first<T>(found: readonly (T | undefined)[], filter: Record<string, string>): T {
  const [one] = found
  if (!one) throw new Error(`The demo has no return for ${JSON.stringify(filter)}`)
  return one
}

function worksInBoth(): { email: string; password: string } {
  const shops = demoFacts().merchants
  const login = shops[0]?.logins.find(({ email }) => shops[1]?.logins.some((other) => other.email === email))
  if (!login) throw new Error('Nobody in the demo works in both shops')
  return login
}

async function makePeople(mark: string, newcomer: string, guest: string) {
  const passwordHash = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  await asOwner(async (owner) => {
    await insertMerchant(owner, {
      slug: `empty-${mark}`,
      name: 'Новая лавка',
      timeZone: 'Europe/Moscow',
      currency: 'RUB',
      members: [{ role: 'manager', email: newcomer, name: 'Новосёлова Анна', passwordHash }],
    })
    await owner`insert into users (id, email, name, password_hash, locale, created_at)
      values (${newId()}, ${guest}, 'Гостев Илья', ${passwordHash}, 'ru', now())`
  })
}

const head = 'Номер заказа;Дата заказа;Артикул;Товар;Количество;Цена за единицу;Телефон;Примечание менеджера'

async function makeImports(
  manager: APIRequestContext,
  slug: string,
  mark: string,
): Promise<Facts['imports']> {
  const rows = (name: string, row: (at: number) => string) =>
    [head, ...Array.from({ length: 40 }, (_, at) => row(at).replaceAll('%', `${mark}-${name}-${at}`))].join(
      '\r\n',
    )
  const good = (at: number) =>
    `%;${10 + (at % 15)}.11.2026;АБ-${at % 7};Кружка «Утро»;${1 + (at % 3)};1 250,50;8 912 345-67-${10 + at};позвонить`
  const mixed = (at: number) =>
    at % 9 === 4
      ? `%;когда-нибудь;АБ-1;Кружка;две;дорого;;`
      : at % 9 === 5
        ? `%;12.11.2026;DOST;Доставка;1;300;;`
        : good(at)
  const put = (name: string, text: string) => upload(manager, slug, name, text)
  const draft = await put('заказы за ноябрь.csv', rows('a', mixed))
  const doubtful = await put(
    'заказы со спорными датами.csv',
    rows('b', () => '%;03/04/2026;АБ-1;Кружка;1;1 250,50;;').replace('Артикул', 'Столбец 3'),
  )
  const waiting = await put('очередь.csv', rows('c', good))
  const running = await put(
    'заказы за год, самая длинная выгрузка из старой системы магазина.csv',
    rows('d', good),
  )
  const failed = await put('повреждённая книга.csv', rows('e', good))
  const done = await put('готовые заказы.csv', rows('f', mixed))
  // No worker knows of these: they stay as they are shown.
  await asOwner(async (owner) => {
    const [shop] = await owner<{ id: string }[]>`select id from merchants where slug = ${slug}`
    const set = (number: number, change: Record<string, string | number | null | Date>) =>
      owner`update imports set ${owner(change)} where merchant_id = ${shop?.id ?? ''} and number = ${number}`
    await set(waiting, { status: 'queued' })
    await set(running, {
      status: 'writing',
      total: 142_083,
      staged: 142_083,
      written: 61_500,
      started_at: new Date(),
    })
    await set(failed, {
      status: 'failed',
      error: '{"code":"workbook_broken"}',
      started_at: new Date(),
      finished_at: new Date(),
    })
  })
  return { draft, doubtful, waiting, running, failed, done }
}

async function upload(manager: APIRequestContext, slug: string, name: string, text: string): Promise<number> {
  const answer = await manager.post(`/api/imports/${slug}`, {
    headers: {
      'content-type': 'application/octet-stream',
      'sec-fetch-site': 'same-origin',
      'x-command-id': randomUUID(),
      'x-file-name': encodeURIComponent(name),
    },
    data: windows1251(text),
  })
  const result = (await answer.json()) as { ok: boolean; data: { number: number } }
  expect(result.ok, JSON.stringify(result)).toBe(true)
  return result.data.number
}

/** Data that stands in an English interface as well: names of shops, people, places, goods and columns of a file. */
export function knownNames(): string[] {
  const names = shops.flatMap(({ name, staff, locations, goods }) =>
    [{ name }, ...staff, ...locations, ...goods].map((one) => one.name),
  )
  // What rules are written of, and what their authors have called them.
  const written = shops.flatMap(({ locations, goods, rules, cities, closing }) => {
    const { versions, draft } = rules(() => '')
    const contents = [...versions.map(({ content }) => content), draft]
    return [
      ...locations.map(({ city }) => city),
      closing.note,
      ...cities.map(({ city }) => city),
      ...goods.flatMap(({ category, supplier }) => [category, supplier]),
      ...versions.map(({ note }) => note),
      ...contents.flatMap((content) => content.rules.flatMap(({ name, note }) => [name, note])),
    ]
  })
  const own = [
    'Новая лавка',
    'Новосёлова Анна',
    'Гостев Илья',
    'На праздники',
    'Лампа «Уют»',
    'Торшер «Тень»',
    'Русский',
    ...Object.values(couriers),
  ]
  // The longest first, so that no name is taken apart by a shorter one.
  const all = [
    ...names,
    ...written,
    carrier.name,
    ...Object.values(endpointNames),
    ...own,
    ...head.split(';'),
  ]
  return all.filter((name) => name !== '').toSorted((one, other) => other.length - one.length)
}
