import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { requireRecentSignIn } from '../session/step-up.ts'
import type { DataExport } from './export.ts'

/** Starts the work, or answers what is under way already. */
export function requestExport(ports: Pick<Ports, 'store' | 'now'>) {
  const requireRecent = requireRecentSignIn(ports)

  return async (actor: Actor): Promise<DataExport> => {
    requireRecent(actor)
    return ports.store.as(actor, async ({ exports, jobs }) => {
      const job = await jobs.enqueue({ kind: 'export-data', payload: {}, uniqueKey: 'export-data' })
      await exports.begin(job.id)
      const begun = await exports.find()
      if (!begun) throw nothingYet()
      return begun
    })
  }
}

export function findExport({ store, now }: Pick<Ports, 'store' | 'now'>) {
  return async (actor: Actor): Promise<DataExport | undefined> => {
    const found = await store.as(actor, ({ exports }) => exports.find())
    return found?.state === 'ready' && hasExpired(found, now()) ? undefined : found
  }
}

/** The archive itself, and a line in the audit trail. */
export function downloadExport(ports: Pick<Ports, 'store' | 'files' | 'now'>) {
  const requireRecent = requireRecentSignIn(ports)
  const find = findExport(ports)

  return async (
    actor: Actor,
  ): Promise<{ madeAt: Date; size: number; content: AsyncIterable<Uint8Array> }> => {
    requireRecent(actor)
    const found = await find(actor)
    if (found?.state !== 'ready' || found.filePath === undefined) throw nothingYet()
    await ports.store.as(actor, ({ audit }) => audit.noteRead({ action: 'export.download' }))
    const content = await ports.files.open(found.filePath)
    if (!content) throw nothingYet()
    return { madeAt: found.readyAt ?? found.requestedAt, size: found.fileSize ?? 0, content }
  }
}

function hasExpired({ expiresAt }: DataExport, now: Date): boolean {
  return expiresAt !== undefined && expiresAt <= now
}

function nothingYet(): DomainError {
  return new DomainError('not-found', 'No archive is ready. Ask for a new one.')
}
