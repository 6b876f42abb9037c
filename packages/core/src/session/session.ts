/** A sign-in on one device. The row is the truth; access tokens are checked against it. */
export interface Session {
  id: string
  accountId: number
  isAdmin: boolean
  createdAt: Date
  /** When the person last proved who they are; at first the sign-in itself. */
  authenticatedAt: Date
  lastSeenAt: Date
  /** After this moment only a new sign-in helps. */
  expiresAt: Date
  remember: boolean
}

export interface NewSession extends Omit<Session, 'lastSeenAt' | 'authenticatedAt' | 'isAdmin'> {
  refreshHash: string
  userAgent?: string | undefined
  ip?: string | undefined
  /** Hash of the token that the browser kept from an earlier sign-in. */
  oldDeviceHash?: string | undefined
  /** Hash of the one that takes its place. */
  newDeviceHash?: string | undefined
  /** Of the password that opened it: there is no session when the account has another one by now. */
  passwordHash?: string | undefined
}

/** A session as its account sees it. */
export interface ListedSession extends Pick<
  Session,
  'id' | 'createdAt' | 'lastSeenAt' | 'expiresAt' | 'remember'
> {
  /** Names it to the account; the id is known to its access tokens alone. */
  number: number
  userAgent?: string | undefined
  ip?: string | undefined
}

/** `first`: nobody signed in to the account before. */
export type Familiarity = 'known' | 'new' | 'first'

/** Reached by database functions made for these questions: nobody is signed in yet when they are asked. */
export interface SessionRepository {
  /** Answers whether the account was signed in to from this device before; `undefined` when the password was changed meanwhile. */
  add(session: NewSession): Promise<Familiarity | undefined>
  /** Only sessions that are neither ended nor expired. */
  find(id: string, now: Date): Promise<Session | undefined>
  /** Those that run, the one seen last first. Without `remember` one ends after `idleSeconds` of silence. */
  list(accountId: number, now: Date, idleSeconds: number): Promise<ListedSession[]>
  /**
   * Exchanges a refresh token for its successor, atomically; within a grace of 10 s again for the same one. `reused` when it
   * had been exchanged before that: the session is then ended.
   */
  rotate(oldHash: string, newHash: string, now: Date): Promise<RotationResult>
  /** The session under another id and refresh token, proved at `now`; `undefined` when it does not run. */
  renew(
    id: string,
    next: { id: string; refreshHash: string },
    now: Date,
  ): Promise<Session | undefined>
  end(id: string): Promise<void>
  /** Answers the session that was ended, `undefined` when there was none. */
  endByRefreshHash(hash: string): Promise<{ id: string; accountId: number } | undefined>
  /** Answers the ids of those that were ended: all, all but `keep`, or the one of that `number`. */
  endOf(
    accountId: number,
    which?: { keep?: string | undefined; number?: number },
  ): Promise<string[]>
}

export type RotationResult =
  { outcome: 'exchanged' | 'reused'; session: Session } | { outcome: 'unknown' }
