/** A person who can sign in. Everyone's own health data hangs on the person `selfId`, relationship `self`. */
export interface Account {
  id: number
  username: string
  email: string
  firstName: string
  lastName: string
  /** ISO date, `YYYY-MM-DD`. */
  dateOfBirth?: string | undefined
  isAdmin: boolean
  selfId: number
  /** BCP 47, `en`: for mails, dates and numbers. */
  language: string
  /** IANA name: for what is due today. */
  timeZone: string
  emailVerifiedAt?: Date | undefined
  /** An administrator closed it: nobody signs in. */
  disabledAt?: Date | undefined
  createdAt: Date
  updatedAt: Date
}

export interface Registration {
  username: string
  email: string
  password: string
  firstName: string
  lastName: string
  dateOfBirth?: string | undefined
}

export type ProfileChange = Partial<
  Pick<Account, 'username' | 'firstName' | 'lastName' | 'language' | 'timeZone'>
> & {
  /** Null clears it. */
  dateOfBirth?: string | null | undefined
}

/**
 * Accounts are looked up before anybody is known, so the rows behind this port are reached by
 * database functions made for exactly these questions and not by row-level security.
 */
export interface AccountRepository {
  /**
   * Creates the account and its `self` person in one transaction; the first one becomes administrator.
   * `undefined` when the e-mail or username is taken (compared without case).
   */
  add(account: NewAccount): Promise<Account | undefined>
  find(id: number): Promise<Account | undefined>
  /** Compared without case. */
  findCredentials(email: string): Promise<Credentials | undefined>
  /** The same password in a newer form; nothing when `oldHash` is no longer the one. */
  replacePasswordHash(id: number, oldHash: string, newHash: string): Promise<void>
  /**
   * Another password: what was got wrong with the old one is forgotten, and the lock that it caused. False when `oldHash` is
   * given and no longer the one.
   */
  setPassword(id: number, passwordHash: string, now: Date, oldHash?: string): Promise<boolean>
  /** `undefined` when the new username is taken. The `self` person's name follows. */
  update(id: number, change: ProfileChange): Promise<Account | undefined>
  count(): Promise<number>
}

export interface NewAccount extends Omit<Registration, 'password'> {
  passwordHash: string
  /** Administrator whatever the number of accounts: for the command line. */
  isAdmin?: boolean
}

export interface Credentials {
  accountId: number
  passwordHash: string
  isAdmin: boolean
}

/**
 * Whether people often choose one of these. All of them in small letters.
 */
export interface CommonPasswords {
  hasAny(candidates: readonly string[]): Promise<boolean>
}

/** argon2id, at most two at once; a bounded queue refuses with `unavailable` instead of growing. */
export interface PasswordHasher {
  hash(password: string): Promise<string>
  /** A hash of `undefined` costs the same time and is false. */
  verify(hash: string | undefined, password: string): Promise<boolean>
  needsRehash(hash: string): boolean
}
