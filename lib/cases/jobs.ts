import 'server-only'
import type { TaskList } from 'graphile-worker'

const foldAtOnce = 10_000

/** Folds the counters' deltas into the rollup; what is left after one round waits for the next minute's. */
export const caseTasks: TaskList = {
  'cases:fold_counts': async (_payload, helpers) => {
    for (let round = 0; round < 20; round += 1) {
      const { rows } = await helpers.query<{ folded: number }>('select fold_case_counts($1) as folded', [
        foldAtOnce,
      ])
      if ((rows[0]?.folded ?? 0) < foldAtOnce) return
    }
  },
}

/** Every minute; a run that was missed while no worker lived is not made up for. */
export const caseCrontab = '* * * * * cases:fold_counts ?max=3'
