import type { Account } from '../src/account/account.ts'
import type { Acting } from '../src/actor.ts'
import { DomainError } from '../src/errors.ts'
import type { Ports } from '../src/ports.ts'
import type { Session } from '../src/session/session.ts'
import type { AccountStore, Store } from '../src/store.ts'

type Parts<Whole> = { [Part in keyof Whole]?: Partial<Whole[Part]> }

export interface Given extends Omit<Partial<Ports>, 'store'> {
  store?: Parts<Store>
  /** What a transaction of an account finds. */
  own?: Parts<AccountStore>
}

/** What was done, and with what, in its order. A transaction that fails leaves nothing. */
export type Deed = [what: string, ...details: unknown[]]

export const noon = new Date('2026-03-01T12:00:00.000Z')

/** A moment so many seconds after noon, or before it. */
export const after = (seconds: number): Date => new Date(noon.getTime() + seconds * 1000)

/**
 * Ports of which only what a test hands in is there, besides clocks, tokens, hashes that can be read and a memory of what was
 * written down: whatever else is asked fails the test.
 */
export function portsUnderTest({ store = {}, own = {}, ...given }: Given = {}) {
  const deeds: Deed[] = []
  const kept = new Map<string, string>()
  let tokens = 0
  const note =
    (what: string) =>
    async (...details: unknown[]): Promise<void> => {
      deeds.push([what, ...details])
    }
  const inTransaction = async <Result>(as: Acting, work: (store: AccountStore) => Result) => {
    const before = deeds.length
    const audit = {
      write: (entry: unknown) => note('audit')(as, entry),
      event: (event: unknown) => note('event')(as, event),
    }
    try {
      return await work({ audit, ...own } as unknown as AccountStore)
    } catch (error) {
      deeds.length = before
      throw error
    }
  }
  const ports = {
    store: {
      as: inTransaction,
      read: inTransaction,
      securityEvents: { write: note('event') },
      jobs: { enqueueForHouse: note('job') },
      ...store,
    },
    cache: {
      get: async (key: string) => kept.get(key),
      set: async (key: string, value: string, seconds: number) => {
        kept.set(key, value)
        await note('cache')(key, seconds)
      },
      delete: async (key: string) => {
        kept.delete(key)
        await note('forget')(key)
      },
    },
    passwords: {
      hash: async (password: string) => `hash of ${password}`,
      verify: async (hash: string | undefined, password: string) => hash === `hash of ${password}`,
      needsRehash: () => false,
    },
    commonPasswords: { hasAny: async () => false },
    mailer: { configured: true, send: note('mail') },
    sealer: {
      seal: (text: string, purpose: string) => `${purpose}: ${text}`,
      open: (sealed: string, purpose: string) => {
        if (sealed.startsWith(`${purpose}: `)) return sealed.slice(purpose.length + 2)
        throw new Error('sealed for something else')
      },
    },
    settings: {
      origin: 'https://phrm.example',
      registration: 'closed',
      session: { idle: 3600, overall: 86_400, remembered: 1_209_600 },
    },
    now: () => noon,
    newToken: () => `token-${++tokens}`,
    hashToken: (token: string) => `#${token}`,
    fingerprint: (text: string) => `print of ${text}`,
    ...given,
  }
  return { ports: ports as unknown as Ports, deeds, kept, note }
}

/** How something was refused, as `code` or `code field`; `undefined` when it was not. */
export function refusalOf(work: Promise<unknown>): Promise<string | undefined> {
  return work.then(
    () => undefined,
    (error: unknown) => {
      if (!(error instanceof DomainError)) throw error
      const { field } = error.details
      return field === undefined ? error.code : `${error.code} ${field}`
    },
  )
}

export const someAccount = (more: Partial<Account> = {}): Account => ({
  id: 7,
  username: 'anna',
  email: 'anna@example.org',
  firstName: 'Anna',
  lastName: 'Lind',
  isAdmin: false,
  selfId: 70,
  language: 'en',
  timeZone: 'UTC',
  createdAt: after(-1_000_000),
  updatedAt: after(-1_000_000),
  ...more,
})

/** Of the account 7; it began a minute ago. */
export const someSession = (more: Partial<Session> = {}): Session => ({
  id: 'sid',
  accountId: 7,
  isAdmin: false,
  createdAt: after(-60),
  authenticatedAt: after(-60),
  lastSeenAt: after(-60),
  expiresAt: after(80_000),
  remember: false,
  ...more,
})
