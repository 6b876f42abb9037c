export const frequencies = ['immediate', 'daily', 'weekly'] as const

/** `daily` and `weekly` come at eight in the morning, the latter on Mondays. */
export type Frequency = (typeof frequencies)[number]

/** What an account wants to be told of by mail; the original's choices and `detailInMail`. */
export interface Preferences {
  /** Everything but security: off means that none of it is sent. */
  emailNotifications: boolean
  /** Follow-ups that are due. */
  recordReminders: boolean
  /** Sign-ins, passwords, factors, tokens: at once, whatever else is switched off. */
  securityAlerts: boolean
  /** Papers that were read, or that could not be. */
  aiInsights: boolean
  frequency: Frequency
  /** Mails say whose follow-up it is and what for; only to an address that was confirmed. */
  detailInMail: boolean
}

/** For jobs, which work for all accounts. */
export interface SubscriberDoor {
  findPreferences(accountId: number): Promise<Preferences | undefined>
  /** Accounts that want mail about anything that has its time. */
  list(): Promise<number[]>
}

/** Of the transaction's own account: what it wants to be told, and what it was told. */
export interface NotificationRepository {
  setPreferences(preferences: Preferences): Promise<void>
  /** Of several that claim one day, one gets `true`; a day before the newest one is never claimed. */
  claimDigest(day: string): Promise<boolean>
  /** Of these, those that the account was not told of before; from now on it was. */
  markTold(followUps: readonly { recordId: number; due: string }[]): Promise<number[]>
  /** Papers of the account's own that were read since it was told last, at most a week back; from now on it was told. */
  takeReadPapers(now: Date): Promise<ReadPapers>
}

export interface ReadPapers {
  read: number
  /** Read in part or not at all. */
  needAttention: number
}
