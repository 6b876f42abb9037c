import type { Share, SharedRole, ShareChange, ShareRepository } from '@phrm/core'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from './tables.ts'

export function createShares(trx: Kysely<Database>): ShareRepository {
  async function change(door: RawBuilder<ChangeRow>): Promise<ShareChange | undefined> {
    const { rows } = await door.execute(trx)
    const [row] = rows
    return row && { familyMemberId: row.member, kind: row.what, otherId: row.other ?? undefined }
  }

  return {
    async list() {
      const { rows } = await sql<ShareRow>`select * from door.list_shares()`.execute(trx)
      const at = (place: ShareRow['place']) =>
        rows.filter((row) => row.place === place).map(toShare)
      return { given: at('given'), offered: at('offered'), received: at('received') }
    },

    async offer({ familyMemberId, kind, email, role, validUntil }) {
      const { rows } = await sql<{ id: number | null }>`select door.offer_share(
        ${familyMemberId}, ${kind}, ${email}, ${role ?? null}, ${validUntil ?? null}
      ) as id`.execute(trx)
      return rows[0]?.id ?? undefined
    },

    accept: (id, { keepAccess }) =>
      change(sql`select member, giver as other, what from door.accept_share(${id}, ${keepAccess})`),

    decline: (id) =>
      change(sql`select member, giver as other, what from door.decline_share(${id})`),

    change: (id, { role, validUntil }) =>
      change(sql`
        select member, receiver as other, 'share' as what
        from door.change_share(${id}, ${role}, ${validUntil ?? null})`),

    end: (id) => change(sql`select member, other, what from door.end_share(${id})`),
  }
}

interface ChangeRow {
  member: number
  other: number | null
  what: Share['kind']
}

interface ShareRow {
  id: number
  kind: Share['kind']
  family_member_id: number
  family_member_name: string
  role: SharedRole | null
  valid_until: Date | null
  offered_at: Date
  accepted_at: Date | null
  email: string
  receiver_name: string | null
  giver_name: string
  giver_email: string
  place: 'given' | 'offered' | 'received'
}

function toShare(row: ShareRow): Share {
  return {
    id: row.id,
    kind: row.kind,
    familyMember: { id: row.family_member_id, name: row.family_member_name },
    role: row.role ?? undefined,
    validUntil: row.valid_until ?? undefined,
    offeredAt: row.offered_at,
    acceptedAt: row.accepted_at ?? undefined,
    email: row.email,
    receiverName: row.receiver_name ?? undefined,
    giver: { name: row.giver_name, email: row.giver_email },
  }
}
