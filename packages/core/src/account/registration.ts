import type { Account, NewAccount } from './account.ts'

export const registrationModes = ['open', 'invite', 'closed'] as const

/** Who may make an account: everyone who reaches PHRM, who was invited, or nobody. The first account is always free. */
export type RegistrationMode = (typeof registrationModes)[number]

/** Hours for which the link in the letter makes the account. */
export const confirmationHours = 24

/** Letters that one address is sent within that time, whoever asks for them. */
export const mostConfirmations = 5

export interface Invitation {
  id: number
  /** Named: nobody else can use it. Forgotten when it was used. */
  email?: string | undefined
  createdAt: Date
  expiresAt: Date
  usedAt?: Date | undefined
}

export interface NewInvitation {
  tokenHash: string
  email?: string | undefined
  invitedBy: number
  expiresAt: Date
}

/** `taken`: the e-mail or username has an account. `gone`: used, expired, taken back, or meant for another address. */
export type RegistrationOutcome = { accountId: number } | 'taken' | 'gone'

/** Reached by database functions made for these questions: nobody is known yet when they are asked. */
export interface RegistrationRepository {
  /** What an administrator chose; `undefined` before anybody did. */
  findMode(): Promise<RegistrationMode | undefined>
  setMode(mode: RegistrationMode): Promise<void>
  /** `undefined` when there is an account, by however little it came first. */
  addFirst(account: NewAccount): Promise<Account | undefined>
  /** Compared without case. */
  isUsernameTaken(username: string): Promise<boolean>
  addInvitation(invitation: NewInvitation): Promise<Invitation>
  /** The newest 200, used and expired ones too. */
  listInvitations(): Promise<Invitation[]>
  /** False when it was used, or never was. */
  revokeInvitation(id: number): Promise<boolean>
  /** Only one that can be used now. */
  findInvitation(tokenHash: string, now: Date): Promise<Invitation | undefined>
  addInvited(tokenHash: string, account: NewAccount, now: Date): Promise<RegistrationOutcome>
  /**
   * Keeps what was asked for until the address is confirmed; the same work whether or not it has an account. `enough`: so many
   * wait for this address that nothing was kept.
   */
  addPending(tokenHash: string, account: NewAccount, until: Date): Promise<PendingOutcome>
  findPending(tokenHash: string, now: Date): Promise<{ passwordHash: string } | undefined>
  /** Makes the account, its address confirmed. */
  confirm(tokenHash: string, now: Date): Promise<RegistrationOutcome>
}

export type PendingOutcome = 'new' | 'existing' | 'enough'
