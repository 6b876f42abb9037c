import type { AuditChain, Seal } from '@phrm/core'
import { type Kysely, sql } from 'kysely'
import { asHouse } from './account-transaction.ts'
import type { Database } from './tables.ts'

export function createAuditChain(db: Kysely<Database>): AuditChain {
  return {
    sealNext: (most, toSeal) =>
      asHouse(db, async (trx) => {
        const { rows } = await sql<{ id: number; content: string; horizon: string }>`
          select * from door.list_unsealed(${most})`.execute(trx)
        if (rows.length === 0) return undefined
        const { rowHashes, ...seal } = toSeal(rows, await findLastSeal(trx))
        // Where rows were left, the next seal has to look from the same place.
        const horizon = rows.length < most ? rows[0]?.horizon : undefined
        await sql`select door.add_seal(
          ${seal.id}, ${seal.rowIds}, ${rowHashes}, ${seal.previousHash}, ${seal.hash}, ${seal.sealedAt},
          ${horizon ?? null}
        )`.execute(trx)
        return seal
      }),

    findLastSeal: () => findLastSeal(db),

    async listSeals(afterId, most) {
      const { rows } =
        await sql<SealRow>`select * from door.list_seals(${afterId}, ${most})`.execute(db)
      return rows.map(toSeal)
    },

    async listRows(sealId) {
      const { rows } = await sql<{
        id: number
        hash: string
        content: string | null
        at: Date | null
      }>`
        select * from door.list_sealed_rows(${sealId})`.execute(db)
      return rows.map(({ content, at, ...row }) => ({
        ...row,
        content: content ?? undefined,
        at: at ?? undefined,
      }))
    },

    async countUnsealed(fullSeal) {
      const { rows } = await sql<{ unsealed: number; late: number | null }>`
        select * from door.count_unsealed(${fullSeal})`.execute(db)
      return { unsealed: rows[0]?.unsealed ?? 0, late: rows[0]?.late ?? undefined }
    },
  }
}

async function findLastSeal(db: Kysely<Database>): Promise<Pick<Seal, 'id' | 'hash'> | undefined> {
  const { rows } = await sql<{ id: number; hash: string }>`select * from door.last_seal()`.execute(
    db,
  )
  return rows[0]
}

interface SealRow {
  id: number
  row_ids: (number | string)[]
  previous_hash: string
  hash: string
  sealed_at: Date
}

function toSeal(row: SealRow): Seal {
  return {
    id: row.id,
    // The driver gives arrays of whole numbers beyond 32 bits as text.
    rowIds: row.row_ids.map(Number),
    previousHash: row.previous_hash,
    hash: row.hash,
    sealedAt: row.sealed_at,
  }
}
