import { removeFiles } from '../export/remove-files.ts'
import type { JobHandler } from '../job/job-handler.ts'
import type { Ports } from '../ports.ts'
import { forgetSession } from '../session/end-sessions.ts'

/** Ends accounts whose time has come, and archives that have lain long enough. */
export function endDue(ports: Pick<Ports, 'store' | 'files' | 'cache' | 'now'>): JobHandler {
  const { store, files, now } = ports
  const erase = eraseAccount(ports)

  return {
    run: async (_job, { signal }) => {
      for (const path of await store.deletions.dropExpiredExports(now())) await files.remove(path)
      for (const accountId of await store.deletions.listDue(now())) {
        signal.throwIfAborted()
        await erase(accountId)
      }
    },
  }
}

/** In steps, each of which may be the last one of a killed process: the next run goes on from there. */
function eraseAccount({
  store,
  files,
  cache,
  now,
}: Pick<Ports, 'store' | 'files' | 'cache' | 'now'>) {
  return async (accountId: number): Promise<void> => {
    const sessionIds = await store.deletions.begin(accountId, now())
    if (!sessionIds) return
    for (const id of sessionIds) await forgetSession(cache, id)
    for (;;) {
      const removed = await store.deletions.eraseSome(accountId)
      await removeFiles({ files }, removed.files)
      if (removed.done) break
    }
    await store.as(accountId, ({ audit }) => audit.write({ action: 'account.delete' }))
    for (const path of await store.deletions.finish(accountId)) await files.remove(path)
  }
}
