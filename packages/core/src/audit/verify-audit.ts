import type { Ports } from '../ports.ts'
import type { Anchor, Seal } from './audit-chain.ts'
import { mostRows } from './seal-audit.ts'
import { genesis, hashRow, hashSeal } from './seal-hash.ts'

export interface AuditCheck {
  seals: number
  /** Sealed and found as they were. */
  rows: number
  /** Too young to have a seal. */
  unsealed: number
  anchors: number
  /** The first thing that is not as it was written. */
  fault?: AuditFault | undefined
}

export interface AuditFault {
  kind: 'changed' | 'missing' | 'inserted' | 'seal-changed' | 'cut-tail'
  row?: number | undefined
  seal?: number | undefined
}

type Needs = Pick<Ports, 'store' | 'anchors' | 'auditHash'>

/** Seals looked at in one question. */
const most = 100

/** How much older than the last seal that left nothing behind a row can be: a transaction that took its time, and no more. */
const slowestTransaction = 3_600_000

/**
 * Computes the whole chain anew and compares: with what the database holds, and with what was noted outside of it (here, or in
 * the file given).
 */
export function verifyAudit(ports: Needs) {
  const { store } = ports

  return async (anchorsFile?: string): Promise<AuditCheck> => {
    const anchors = await ports.anchors.list(anchorsFile)
    // All of them: a seal that was replaced has been noted twice.
    const noted = Map.groupBy(anchors, ({ sealId }) => sealId)
    const check: AuditCheck = { seals: 0, rows: 0, unsealed: 0, anchors: anchors.length }
    let before: Seal | undefined
    // The newest that left nothing behind.
    let complete: Seal | undefined
    for await (const seal of listAllSeals(store)) {
      const fault = await findFault(ports, seal, { before, complete }, noted.get(seal.id))
      if (fault) return { ...check, fault }
      noted.delete(seal.id)
      check.seals += 1
      check.rows += seal.rowIds.length
      before = seal
      if (seal.rowIds.length < mostRows) complete = seal
    }
    const { unsealed, late } = await store.auditChain.countUnsealed(mostRows)
    check.unsealed = unsealed
    const [cut] = [...noted.keys()].toSorted((a, b) => a - b)
    if (cut !== undefined) return { ...check, fault: { kind: 'cut-tail', seal: cut } }
    return late === undefined ? check : { ...check, fault: { kind: 'inserted', row: late } }
  }
}

async function* listAllSeals({ auditChain }: Ports['store']): AsyncGenerator<Seal> {
  for (let after = 0; ;) {
    const seals = await auditChain.listSeals(after, most)
    yield* seals
    const last = seals.at(-1)
    if (!last) return
    after = last.id
  }
}

async function findFault(
  { store, auditHash }: Needs,
  seal: Seal,
  { before, complete }: { before: Seal | undefined; complete: Seal | undefined },
  anchors: Anchor[] = [],
): Promise<AuditFault | undefined> {
  if (seal.id !== (before?.id ?? 0) + 1) return { kind: 'missing', seal: (before?.id ?? 0) + 1 }
  const expected = before?.hash ?? genesis
  const rows = new Map((await store.auditChain.listRows(seal.id)).map((row) => [row.id, row]))
  let hash = expected
  for (const id of seal.rowIds) {
    const row = rows.get(id)
    if (row?.content === undefined || row.at === undefined)
      return { kind: 'missing', row: id, seal: seal.id }
    if (isTooOld(row.at, complete)) return { kind: 'inserted', row: id, seal: seal.id }
    if (hashRow(auditHash, hash, { id, content: row.content }) !== row.hash)
      return { kind: 'changed', row: id, seal: seal.id }
    hash = row.hash
  }
  const whole =
    seal.previousHash === expected &&
    rows.size === seal.rowIds.length &&
    hashSeal(auditHash, seal, hash) === seal.hash &&
    anchors.every((anchor) => anchor.hash === seal.hash)
  return whole ? undefined : { kind: 'seal-changed', seal: seal.id }
}

function isTooOld(at: Date, complete: Seal | undefined): boolean {
  return complete !== undefined && at.getTime() < complete.sealedAt.getTime() - slowestTransaction
}
