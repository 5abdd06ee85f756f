import { parseCrontab } from 'graphile-worker'
import { expect, it } from 'vitest'
import { crontab, taskList } from './jobs'

it('has a crontab that the worker understands, of tasks that exist', () => {
  const planned = parseCrontab(crontab).map(({ task }) => task)
  expect(planned.length).toBeGreaterThan(0)
  expect(Object.keys(taskList)).toEqual(expect.arrayContaining(planned))
})
