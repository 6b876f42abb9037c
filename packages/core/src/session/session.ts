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
}

/** Reached by database functions made for these questions: nobody is signed in yet when they are asked. */
export interface SessionRepository {
  add(session: NewSession): Promise<void>
  /** Only sessions that are neither ended nor expired. */
  find(id: string, now: Date): Promise<Session | undefined>
  /**
   * Exchanges a refresh token for its successor, atomically. `reused` when the token had been exchanged
   * before (beyond a grace of 10 s for two tabs): the session is then ended.
   */
  rotate(oldHash: string, newHash: string, now: Date): Promise<RotationResult>
  end(id: string): Promise<void>
  /** Answers the session that was ended, `undefined` when there was none. */
  endByRefreshHash(hash: string): Promise<{ id: string; accountId: number } | undefined>
}

export type RotationResult = { session: Session } | 'unknown' | 'reused'
