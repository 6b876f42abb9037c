export type LinkPurpose = 'reset-password' | 'confirm-email'

/** Minutes for which a link works. */
export const linkMinutes: Record<LinkPurpose, number> = {
  'reset-password': 60,
  'confirm-email': 24 * 60,
}

/** Links that an account is sent within an hour, whoever asks for them. */
export const mostLinks = 5

export interface NewAccountLink {
  /** SHA-256 of the token; the token is in the link alone. */
  tokenHash: string
  accountId: number
  purpose: LinkPurpose
  /** The address that it confirms. */
  email?: string | undefined
  createdAt: Date
  expiresAt: Date
}

/** Reached by database functions made for these questions: who follows a link is not signed in. */
export interface AccountLinkDoor {
  /** False when the account was sent enough of them. */
  add(link: NewAccountLink, mostPerHour: number): Promise<boolean>
  /** Whose it is, if it works now. */
  findAccount(tokenHash: string, purpose: LinkPurpose, now: Date): Promise<number | undefined>
}

/** Of the transaction's own account. Each use ends the link. */
export interface AccountLinkRepository {
  /** Answers the ids of the sessions that it ended; `undefined` when the link works no more. */
  resetPassword(tokenHash: string, passwordHash: string, now: Date): Promise<string[] | undefined>
  /** `taken`: by now another account has the address. */
  confirmEmail(tokenHash: string, now: Date): Promise<'verified' | 'changed' | 'taken' | 'gone'>
  /** At once and unconfirmed. False when another account has the address. */
  setEmail(email: string): Promise<boolean>
}
