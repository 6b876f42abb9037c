import { setTimeout as wait } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { isWorthRetrying } from './connection/database-error.ts'
import { runInOnePacket, runTransaction, type Work } from './connection/transaction.ts'
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
  return retry(() => runTransaction(db, `begin; ${asRole(accountId)}`, work))
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
  return retry(() => runInOnePacket(db, `begin read only; ${asRole(accountId)}`, work))
}

/** A transaction of the house itself, across accounts and outside row-level security; never reached from a route. */
export async function asHouse<Result>(db: Kysely<Database>, work: Work<Result>): Promise<Result> {
  return retry(() => runTransaction(db, 'begin', work))
}

/** The id becomes part of SQL text, because SET takes no parameters. */
function asRole(accountId: number): string {
  if (!Number.isSafeInteger(accountId) || accountId < 1)
    throw new TypeError('An account id is a positive integer.')
  return `set local role ${APP_ROLE}; set local phrm.account = '${accountId}'`
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
