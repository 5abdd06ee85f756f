import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { limits } from './read/limits'
import { receiveFile } from './receive'

function streamOf(pieces: Iterable<Uint8Array>): ReadableStream<Uint8Array> {
  const source = pieces[Symbol.iterator]()
  return new ReadableStream({
    pull(controller) {
      const next = source.next()
      if (next.done) controller.close()
      else controller.enqueue(next.value)
    },
  })
}

it('keeps what comes in pieces, and reads it from any place', async () => {
  const content = Buffer.from('Номер заказа;Артикул\n'.repeat(10_000))
  const file = await receiveFile(
    streamOf([content.subarray(0, 7), content.subarray(7, 100_001), content.subarray(100_001)]),
  )
  if (!file) throw new Error('It was taken for too large')
  expect(file.sha256).toBe(createHash('sha256').update(content).digest('hex'))
  expect(file.bytes.size).toBe(content.length)
  expect(await file.bytes.read(99_990, 50)).toEqual(content.subarray(99_990, 100_040))
  expect(await file.bytes.read(content.length - 3, 50)).toEqual(content.subarray(-3))
  await file.dispose()
})

it('stops at more than a file may be, without reading on', async () => {
  let given = 0
  function* endless() {
    for (;;) {
      given += 1
      yield new Uint8Array(1024 * 1024)
    }
  }
  expect(await receiveFile(streamOf(endless()))).toBeNull()
  expect(given).toBeLessThanOrEqual(limits.fileBytes / 1024 / 1024 + 3)
})

it('takes an empty body for an empty file', async () => {
  expect((await receiveFile(null))?.bytes.size).toBe(0)
})
