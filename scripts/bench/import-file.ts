import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'

export type ShopFile = {
  source: string
  currency: string
  /** A file of its first lines. */
  cut(lines: number): Buffer
}

const real = path.resolve('..', 'shared', 'data', 'uci-online-retail-2010-12_2011-03.csv.gz')

/** Four months of a real shop where that file lies beside the project, else a generated one. */
export function shopFile(): ShopFile {
  const there = existsSync(real)
  const [head = '', ...lines] = there
    ? gunzipSync(readFileSync(real)).toString().trimEnd().split('\n')
    : generated()
  return {
    source: there ? 'a real shop’s file' : 'a generated file',
    currency: there ? 'GBP' : 'RUB',
    cut: (count) => Buffer.from(`${[head, ...lines.slice(0, count)].join('\n')}\n`),
  }
}

/** 100,000 lines in the shape of the real file: about 25 a order, 3,000 articles, 2,000 customers. */
function generated(): string[] {
  const lines = ['InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country']
  for (let order = 0; lines.length <= 100_000; order += 1) {
    const size = 1 + ((order * 7919) % 49)
    const at = new Date(Date.UTC(2026, 0, 1) + order * 1_800_000).toISOString().slice(0, 19).replace('T', ' ')
    for (let line = 0; line < size && lines.length <= 100_000; line += 1) {
      const sku = 20_000 + ((order * 31 + line * 97) % 3_000)
      const price = (0.5 + ((sku * 7) % 900) / 100).toFixed(2)
      const cells = [536_365 + order, sku, `ARTICLE NUMBER ${sku}`, 1 + ((order + line) % 12), at, price]
      lines.push([...cells, 12_000 + ((order * 13) % 2_000), 'United Kingdom'].join())
    }
  }
  return lines
}
