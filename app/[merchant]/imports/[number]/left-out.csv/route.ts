import { getTranslations } from 'next-intl/server'
import { rowReasons } from '@/components/imports/reasons'
import { actionCaller } from '@/lib/auth/session'
import { columnNames } from '@/lib/imports/fields'
import { eachRefusal, importDetails } from '@/lib/imports/queries'
import { byteOrderMark, csvLine } from '@/lib/imports/report'
import { parseImportNumber, parseRefusalSearch } from '@/lib/imports/search'

type Context = RouteContext<'/[merchant]/imports/[number]/left-out.csv'>

/** The rows that an import left out as they stood in the file, each with its line and why; as CSV for a spreadsheet. */
export async function GET(request: Request, context: Context): Promise<Response> {
  const { merchant, number: text } = await context.params
  const caller = await actionCaller(merchant)
  if (!caller.ok) return new Response(null, { status: caller.error.code === 'unauthenticated' ? 401 : 404 })
  if (!caller.data.can.has('import.read')) return new Response(null, { status: 403 })
  const number = parseImportNumber(text)
  const details = number === null ? null : await importDetails(caller.data, number)
  if (!details) return new Response(null, { status: 404 })

  const t = await getTranslations('imports')
  const { kind, code } = parseRefusalSearch(Object.fromEntries(new URL(request.url).searchParams))
  const names = columnNames(details.options.headings, details.options.width)
  const lines = async function* (): AsyncGenerator<string> {
    yield byteOrderMark + csvLine([t('report.line'), t('report.what'), t('report.why'), ...names])
    for await (const rows of eachRefusal(caller.data, details.id, { kind, code }))
      yield rows
        .map((row) => {
          const why = rowReasons(t, row, names).join('; ')
          return csvLine([String(row.line), t(`kinds.${row.kind}`), why, ...row.cells])
        })
        .join('')
  }
  return new Response(streamOf(lines()), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="import-${details.number}.csv"; filename*=UTF-8''${encodeURIComponent(t('report.fileName', { number: details.number }))}`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}

function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const next = await lines.next()
      if (next.done) controller.close()
      else controller.enqueue(encoder.encode(next.value))
    },
    async cancel() {
      await lines.return(undefined)
    },
  })
}
