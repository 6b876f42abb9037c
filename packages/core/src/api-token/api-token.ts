import type { Scope } from '../actor.ts'

/** Lets a program act for an account, within its scopes and until it expires. The token itself is shown once and not kept. */
export interface ApiToken {
  id: number
  /** So that people know which program has it. */
  name: string
  scopes: readonly Scope[]
  /** The token's last eight characters, to tell one from another. */
  hint: string
  createdAt: Date
  expiresAt: Date
  /** To the minute: not every use is written down. */
  lastUsedAt?: Date | undefined
}

export interface NewApiToken extends Omit<ApiToken, 'id' | 'lastUsedAt'> {
  /** SHA-256 of the token, hex. */
  tokenHash: string
}

/** An account's own tokens, inside its transaction. */
export interface ApiTokenRepository {
  /** Those that still work, newest first. */
  list(now: Date): Promise<ApiToken[]>
  add(token: NewApiToken): Promise<ApiToken>
  /** `false` when there is no such token of this account, or when it was revoked before. */
  revoke(id: number, now: Date): Promise<boolean>
}

/** Asked before anybody is known. */
export interface ApiTokenDoor {
  /**
   * Whose token that is: neither revoked nor expired, and the account not closed. Notes that it was used, at most once
   * a minute.
   */
  find(tokenHash: string, now: Date): Promise<KnownApiToken | undefined>
}

export interface KnownApiToken {
  id: number
  accountId: number
  scopes: readonly Scope[]
}
