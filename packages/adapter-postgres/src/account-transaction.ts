import { setTimeout as wait } from 'node:timers/promises'
import { CompiledQuery, type Kysely } from 'kysely'
import { isWorthRetrying } from './connection/database-error.ts'
import { runReading } from './connection/reading.ts'
import { runTransaction, type Work } from './connection/transaction.ts'
import type { Database } from './tables.ts'

/** The role that row-level security is written for: neither owner nor superuser, no BYPASSRLS. */
export const APP_ROLE = 'phrm_app'

/**
 * Runs `work` in one transaction as the account: role and account are set for this transaction alone, in one round trip
 * with BEGIN. `work` may run several times (deadlock, serialization failure), so it must change nothing but the database.
 * Throws DomainError `unavailable` when the database does not answer; other database errors pass through unchanged.
 */
export async function asAccount<Result>(
  db: Kysely<Database>,
  accountId: number,
  work: Work<Result>,
): Promise<Result> {
  assertAccountId(accountId)
  // It becomes part of SQL text, because SET takes no parameters.
  const begin = `begin; set local role ${APP_ROLE}; set local phrm.account = '${accountId}'`
  return retry(() => runTransaction(db, begin, work))
}

/**
 * The same for questions alone, all of which `work` asks before it awaits the answer to any: they and the transaction around
 * them are one round trip.
 */
export async function readAsAccount<Result>(
  db: Kysely<Database>,
  accountId: number,
  work: Work<Result>,
): Promise<Result> {
  assertAccountId(accountId)
  return retry(() => runReading(db, CompiledQuery.raw(asReader, [String(accountId)]), work))
}

const asReader = `
  select
    set_config('transaction_read_only', 'on', true),
    set_config('role', '${APP_ROLE}', true),
    set_config('phrm.account', $1, true)`

/** A transaction of the house itself, across accounts and outside row-level security; never reached from a route. */
export async function asHouse<Result>(db: Kysely<Database>, work: Work<Result>): Promise<Result> {
  return retry(() => runTransaction(db, 'begin', work))
}

function assertAccountId(id: number): void {
  if (!Number.isSafeInteger(id) || id < 1)
    throw new TypeError('An account id is a positive integer.')
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
