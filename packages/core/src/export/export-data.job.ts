import type { JobContext, JobHandler } from '../job/job-handler.ts'
import type { Job } from '../job/job.ts'
import { tell } from '../notification/notice.ts'
import type { Ports } from '../ports.ts'
import { archiveHours } from './archive-format.ts'
import { listEntries } from './list-entries.ts'

/** Makes the archive of an account. A file whose row never came is found by the janitor. */
export function exportData(ports: Ports): JobHandler {
  const { store, files, archives, now } = ports
  return { run }

  async function run({ accountId }: Job, { signal, progress }: JobContext): Promise<void> {
    if (accountId === undefined) throw new Error('An export names its account.')
    await store.as(accountId, ({ audit }) => audit.noteRead({ action: 'export.make' }))
    const entries = listEntries(ports)(accountId, { signal, progress })
    const { path, size } = await files.put(archives.pack(entries), {
      maxBytes: Number.MAX_SAFE_INTEGER,
    })
    const expiresAt = new Date(now().getTime() + archiveHours * 3_600_000)
    const replaced = await store.as(accountId, ({ exports }) =>
      exports.complete({ path, size, expiresAt }),
    )
    if (replaced !== undefined) await files.remove(replaced)
    await tell(ports)(accountId, 'export-ready')
  }
}
