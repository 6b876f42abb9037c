import type { Once } from './idempotency/idempotency.ts'

/** Who asks. Made by the sign-in and handed to every use case. */
export interface Actor {
  accountId: number
  isAdmin: boolean
  /** Absent for work that no sign-in began (a token, a job, a command). */
  sessionId?: string | undefined
  /** When the person last proved who they are; absent where nobody sat in front. */
  authenticatedAt?: Date | undefined
  /** The account ends then: until it is taken back there is nothing else to do. */
  deletionDueAt?: Date | undefined
  /** Present when an API token asks: it may do what its scopes say and nothing else. */
  token?: { id: number; scopes: readonly Scope[] } | undefined
  /** Present when the request may come twice: the transaction that acts says so, and only the newest attempt may. */
  once?: Once | undefined
}

/** As whom a transaction runs: the account, and through what, so that the audit can tell. */
export type Acting = number | Pick<Actor, 'accountId' | 'sessionId' | 'token' | 'once'>

export const scopes = [
  'profile:read',
  'records:read',
  'records:write',
  'documents:read',
  'documents:write',
  'ai:use',
] as const

export type Scope = (typeof scopes)[number]
