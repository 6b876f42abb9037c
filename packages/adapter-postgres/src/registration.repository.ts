import {
  mostConfirmations,
  type Account,
  type Invitation,
  type NewAccount,
  type PendingOutcome,
  type RegistrationMode,
  type RegistrationOutcome,
  type RegistrationRepository,
} from '@phrm/core'
import { type Kysely, sql } from 'kysely'
import { toAccount, type AccountRow } from './account.row.ts'
import { isoDate } from './iso-date.ts'
import type { Database } from './tables.ts'

export function createRegistrations(db: Kysely<Database>): RegistrationRepository {
  async function invitations(query: ReturnType<typeof sql<InvitationRow>>): Promise<Invitation[]> {
    return (await query.execute(db)).rows.map(toInvitation)
  }

  return {
    async findMode() {
      const { rows } = await sql<{ mode: RegistrationMode | null }>`
        select door.find_house_setting('registration') as mode`.execute(db)
      return rows[0]?.mode ?? undefined
    },

    async setMode(mode) {
      await sql`select door.set_house_setting('registration', ${mode})`.execute(db)
    },

    async addFirst(account): Promise<Account | undefined> {
      const { rows } = await sql<AccountRow>`
        select * from door.register_first_account(${toColumns(account)})`.execute(db)
      return rows[0] && toAccount(rows[0])
    },

    async isUsernameTaken(username) {
      const { rows } = await sql<{ taken: boolean }>`
        select door.is_username_taken(${username}) as taken`.execute(db)
      return rows[0]?.taken ?? false
    },

    async addInvitation({ tokenHash, email, invitedBy, expiresAt }) {
      const [invitation] = await invitations(
        sql`select * from door.add_invitation(${tokenHash}, ${email ?? null}, ${invitedBy}, ${expiresAt})`,
      )
      return invitation as Invitation
    },

    listInvitations: () => invitations(sql`select * from door.list_invitations()`),

    async revokeInvitation(id) {
      const { rows } = await sql<{ revoked: boolean }>`
        select door.revoke_invitation(${id}) as revoked`.execute(db)
      return rows[0]?.revoked ?? false
    },

    async findInvitation(tokenHash, now) {
      const [found] = await invitations(
        sql`select * from door.find_invitation(${tokenHash}, ${now})`,
      )
      return found
    },

    async addInvited(tokenHash, account, now) {
      const { rows } = await sql<OutcomeRow>`
        select * from door.register_invited_account(${tokenHash}, ${now}, ${toColumns(account)})`.execute(
        db,
      )
      return toOutcome(rows[0])
    },

    async addPending(tokenHash, account, until) {
      const { rows } = await sql<{ outcome: PendingOutcome }>`
        select door.add_pending_registration(
          ${tokenHash}, ${until}, ${toColumns(account)}, ${mostConfirmations}
        ) as outcome`.execute(db)
      return rows[0]?.outcome ?? 'enough'
    },

    async findPending(tokenHash, now) {
      const { rows } = await sql<{ passwordHash: string | null }>`
        select door.find_pending_registration(${tokenHash}, ${now}) as "passwordHash"`.execute(db)
      const passwordHash = rows[0]?.passwordHash
      return passwordHash ? { passwordHash } : undefined
    },

    async confirm(tokenHash, now) {
      const { rows } = await sql<OutcomeRow>`
        select * from door.confirm_registration(${tokenHash}, ${now})`.execute(db)
      return toOutcome(rows[0])
    },
  }
}

/** In the order in which the functions take them. */
function toColumns(account: NewAccount) {
  const { username, email, passwordHash, firstName, lastName, dateOfBirth } = account
  return sql.join([
    username,
    email,
    passwordHash,
    firstName,
    lastName,
    sql`${isoDate(dateOfBirth) ?? null}::date`,
  ])
}

interface InvitationRow {
  id: number
  email: string | null
  created_at: Date
  expires_at: Date
  used_at: Date | null
}

function toInvitation(row: InvitationRow): Invitation {
  return {
    id: row.id,
    email: row.email ?? undefined,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at ?? undefined,
  }
}

interface OutcomeRow {
  outcome: 'registered' | 'taken' | 'gone'
  account_id: number | null
}

function toOutcome(row: OutcomeRow | undefined): RegistrationOutcome {
  if (row?.outcome === 'registered' && row.account_id !== null) return { accountId: row.account_id }
  return row?.outcome === 'taken' ? 'taken' : 'gone'
}
