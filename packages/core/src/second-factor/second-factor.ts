/** Codes of an authenticator app (RFC 6238: SHA-1, six digits, 30 s) and recovery codes. */
export interface OneTimeCodes {
  /** 160 random bits, base32. */
  newSeed(): string
  /** `otpauth://totp/…`, what an authenticator app reads as a QR picture. */
  toUri(seed: string, accountName: string): string
  /** The step that a code belongs to: this one, the one before or the one after; `undefined` for a wrong code. */
  findStep(seed: string, code: string, now: Date): number | undefined
  /** 24 characters of base32: 120 random bits. */
  newRecoveryCode(): string
}

export interface Authenticator {
  /** Sealed by the port `sealer` for the purpose `totp:<accountId>`. */
  sealedSeed: string
  /** Absent until the first right code. */
  confirmedAt?: Date | undefined
  /** The password is too short to stand alone. */
  passwordLeansOnIt: boolean
}

/** What the account itself does to its factors, in its transaction. */
export interface FactorRepository {
  findAuthenticator(): Promise<Authenticator | undefined>
  /** Replaces one that was never confirmed; false when a confirmed one is there. */
  beginAuthenticator(sealedSeed: string): Promise<boolean>
  /** False when there is none to confirm with this seed. */
  confirmAuthenticator(sealedSeed: string, step: number, now: Date): Promise<boolean>
  /** With all recovery codes; false when there was none. */
  removeAuthenticator(): Promise<boolean>
  countRecoveryCodes(): Promise<number>
  replaceRecoveryCodes(hashes: string[]): Promise<void>
}

/** What happens while nobody is known yet; reached by database functions made for these questions. */
export interface SecondFactorRepository {
  find(accountId: number): Promise<KnownFactors>
  /** Of every new password: whether it is too short without a second factor. */
  notePasswordStrength(accountId: number, leansOnFactor: boolean): Promise<void>
  /** False for a step at or before the last one that was used: a code counts once. */
  useStep(accountId: number, step: number): Promise<boolean>
  /** False when it is unknown or was used. */
  useRecoveryCode(accountId: number, hash: string, now: Date): Promise<boolean>
  /** Counts an attempt before it is looked at; from the fifth wrong one on there is a wait, and during it nothing is counted. */
  chargeAttempt(
    accountId: number,
    now: Date,
  ): Promise<{ failures: number; waitUntil?: Date | undefined }>
  /** After a right one. */
  forgetAttempts(accountId: number): Promise<void>
  addPending(waiting: NewWaitingSignIn, now: Date): Promise<void>
  /** Spends one of `most` attempts; `attemptsLeft` is undefined when there was none left. */
  tryPending(ticketHash: string, most: number, now: Date): Promise<WaitingSignIn | undefined>
  /** True for the one who ends it. */
  takePending(ticketHash: string): Promise<boolean>
}

export interface KnownFactors {
  /** Of a confirmed authenticator: then a password alone signs nobody in. */
  sealedSeed?: string | undefined
  recoveryCodes: number
  passkeys: number
}

export interface NewWaitingSignIn {
  ticketHash: string
  accountId: number
  remember: boolean
  expiresAt: Date
}

export interface WaitingSignIn {
  accountId: number
  remember: boolean
  attemptsLeft: number | undefined
}

export function seedPurpose(accountId: number): string {
  return `totp:${accountId}`
}
