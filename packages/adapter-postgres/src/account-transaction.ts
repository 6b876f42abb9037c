import { setTimeout as wait } from 'node:timers/promises'
import type { Acting } from '@phrm/core'
import { CompiledQuery, type Kysely } from 'kysely'
import { isWorthRetrying } from './connection/database-error.ts'
import { noteReadText } from './audit.repository.ts'
import { type Frame, runReading } from './connection/reading.ts'
import { runTransaction, type Work } from './connection/transaction.ts'
import type { Database } from './tables.ts'

/** The role that row-level security is written for: neither owner nor superuser, no BYPASSRLS. */
export const APP_ROLE = 'phrm_app'

/** Another role than that is for tests alone: `none` stays who is connected. */
export type AccountRole = typeof APP_ROLE | 'none'

/**
 * Runs `work` in one transaction as the account: role and account are set for this transaction alone, in one round trip
 * with BEGIN. `work` may run several times (deadlock, serialization failure), so it must change nothing but the database.
 * Throws DomainError `unavailable` when the database does not answer; other database errors pass through unchanged.
 */
export async function asAccount<Result>(
  db: Kysely<Database>,
  acting: Acting,
  work: Work<Result>,
  role: AccountRole = APP_ROLE,
): Promise<Result> {
  // They become part of SQL text, because SET takes no parameters.
  const { account, session, token } = toSettings(acting)
  const begin = `begin; set local role ${role}; set local phrm.account = '${account}'; set local phrm.session = '${session}'; set local phrm.token = '${token}'`
  return retry(() => runTransaction(db, begin, work))
}

/**
 * The same for questions alone, all of which `work` asks before it awaits the answer to any: they and the transaction around
 * them are one round trip.
 */
export async function readAsAccount<Result>(
  db: Kysely<Database>,
  acting: Acting,
  work: Work<Result>,
  role: AccountRole = APP_ROLE,
): Promise<Result> {
  const { account, session, token } = toSettings(acting)
  const values = [role, account, session, token]
  const frame: Frame = {
    opening: (noting) => CompiledQuery.raw(asReader, [...values, noting ? 'off' : 'on']),
    isNote: ({ sql }) => sql === noteReadText,
    closing: ({ sql, parameters }) => CompiledQuery.raw(closed(sql), [...parameters]),
  }
  return retry(() => runReading(db, frame, work))
}

const closed = (note: string): string => `${note}, set_config('transaction_read_only', 'on', true)`

// That somebody read is written without waiting for the disk: see docs/adr/0009-audit-log.md.
const asReader = `
  select
    set_config('transaction_read_only', $5, true),
    set_config('synchronous_commit', 'off', true),
    set_config('role', $1, true),
    set_config('phrm.account', $2::integer::text, true),
    set_config('phrm.session', $3, true),
    set_config('phrm.token', $4, true),
    set_config('phrm.visible', visible, true),
    set_config('phrm.self', self, true)
  from door.reach($2::integer)`

/** A transaction of the house itself, across accounts and outside row-level security; never reached from a route. */
export async function asHouse<Result>(db: Kysely<Database>, work: Work<Result>): Promise<Result> {
  return retry(() => runTransaction(db, 'begin', work))
}

function toSettings(acting: Acting): { account: string; session: string; token: string } {
  const {
    accountId,
    sessionId = '',
    token,
  } = typeof acting === 'number' ? ({ accountId: acting } as Exclude<Acting, number>) : acting
  if (!Number.isSafeInteger(accountId) || accountId < 1)
    throw new TypeError('An account id is a positive integer.')
  if (!/^[\w-]{0,200}$/.test(sessionId)) throw new TypeError('This is no id of a session.')
  if (token && !Number.isSafeInteger(token.id)) throw new TypeError('This is no id of a token.')
  return { account: String(accountId), session: sessionId, token: token ? String(token.id) : '' }
}

const ATTEMPTS = 5

async function retry<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt()
    } catch (error) {
      if (tried === ATTEMPTS || !isWorthRetrying(error)) throw error
      await wait(Math.random() * 10 * 2 ** tried)
    }
  }
}
