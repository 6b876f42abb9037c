import type { Ports } from '../ports.ts'
import type { LoggedRow, NewSeal, Seal } from './audit-chain.ts'
import { genesis, hashRow, hashSeal } from './seal-hash.ts'

/**
 * Rows of one seal: it is computed while others wait for their turn to seal, not to write. A seal of so many may have left
 * rows behind that are as old as its own. Never raise it: seals that were full would
 * count as complete.
 */
export const mostRows = 2000

/**
 * Seals what was logged since, and notes each seal outside the database. Answers the number of rows. Running it twice at the
 * same time seals each row once.
 */
export function sealAudit(ports: Pick<Ports, 'store' | 'anchors' | 'auditHash' | 'now'>) {
  const { store, anchors, now } = ports
  const toSeal = makeSeal(ports)
  let noted: number | undefined

  return async (): Promise<number> => {
    await noteLast()
    let rows = 0
    for (;;) {
      const seal = await store.auditChain.sealNext(mostRows, (found, last) => toSeal(found, last))
      if (!seal) return rows
      rows += seal.rowIds.length
      await note(seal, seal.sealedAt)
    }
  }

  /** A process may have been killed between a seal and its note. */
  async function noteLast(): Promise<void> {
    if (noted !== undefined) return
    const last = await store.auditChain.findLastSeal()
    if (last) await note(last, now())
    else noted = 0
  }

  async function note({ id, hash }: Pick<Seal, 'id' | 'hash'>, time: Date): Promise<void> {
    await anchors.note({ sealId: id, hash, time: time.toISOString() })
    noted = id
  }
}

function makeSeal({ auditHash, now }: Pick<Ports, 'auditHash' | 'now'>) {
  return (rows: LoggedRow[], last: Pick<Seal, 'id' | 'hash'> | undefined): NewSeal => {
    const previousHash = last?.hash ?? genesis
    let before = previousHash
    const rowHashes = rows.map((row) => (before = hashRow(auditHash, before, row)))
    const seal = {
      id: (last?.id ?? 0) + 1,
      rowIds: rows.map(({ id }) => id),
      previousHash,
      sealedAt: now(),
    }
    return { ...seal, rowHashes, hash: hashSeal(auditHash, seal, before) }
  }
}
