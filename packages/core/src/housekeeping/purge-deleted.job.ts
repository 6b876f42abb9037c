import type { JobHandler } from '../job/job-handler.ts'
import type { Ports } from '../ports.ts'
import { removeOrphans } from './clean-files.job.ts'

/** Days in which a deletion can be undone. */
export const undoDays = 30

/** Days for which the log tells from where somebody came. */
const originDays = 365
const day = 24 * 3600 * 1000

/** Ends for good what was deleted more than 30 days ago, and the bytes with it. */
export function purgeDeleted(ports: Pick<Ports, 'store' | 'files' | 'now'>): JobHandler {
  return {
    run: async () => {
      const now = ports.now()
      const before = new Date(now.getTime() - undoDays * day)
      await ports.store.housekeeping.purgeOrigins(new Date(now.getTime() - originDays * day))
      const { paths } = await ports.store.housekeeping.purgeDeleted(before)
      // Their page pictures lie beside them: an hour is more than any upload under way needs.
      if (paths.length > 0) await removeOrphans(ports, new Date(now.getTime() - 3600 * 1000))
    },
  }
}
