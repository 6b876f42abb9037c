/** One password that somebody typed, from before it is looked at until it turned out right or wrong. */
export interface Attempt {
  /** An account, or the fingerprint of an address that has none: nothing tells them apart to who asks. */
  subject: string
  /** Where failures are counted: each known device and each session for itself, all strangers together. */
  device: string
  /** It counts as a failure already, until it turns out right. */
  counted: boolean
  /** Seconds, 0 when the password may be looked at. */
  waitSeconds: number
  accountId?: number | undefined
  passwordHash?: string | undefined
  /** Too many failures in a row: even the right password opens nothing. */
  locked: boolean
}

export interface TypedAddress {
  email: string
  /** HMAC of the address, for the case that it has no account. */
  addressPrint: string
  /** Hash of what the browser keeps from an earlier sign-in. */
  deviceHash?: string | undefined
}

/** Failures in a row after which a password is worth nothing (NIST SP 800-63B-4, 3.2.2). */
export const mostFailures = 100

/**
 * Counts what was got wrong, in the database: from the fifth failure on there is a wait of 30 s that doubles up to 900 s. Reached
 * by database functions made for it.
 */
export interface SignInRepository {
  openSignIn(typed: TypedAddress, now: Date): Promise<Attempt>
  openProof(accountId: number, sessionId: string, now: Date): Promise<Attempt>
  /** True when it was the failure that locked the password. */
  close(attempt: Attempt, right: boolean, now: Date, most: number): Promise<boolean>
}
