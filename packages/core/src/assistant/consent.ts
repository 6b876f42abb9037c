/** That a remote host may receive what is known about one person. Absence means no. */
export interface Consent {
  familyMemberId: number
  host: string
  /** Version of the text that was agreed to. */
  textVersion: string
  givenAt: Date
}

/** Inside a transaction of one account. Giving and withdrawing each add a row; the newest counts. */
export interface ConsentRepository {
  list(): Promise<Consent[]>
  /** Hosts that this account has switched on for this person. */
  listHosts(familyMemberId: number): Promise<string[]>
  give(familyMemberId: number, host: string, textVersion: string): Promise<void>
  withdraw(familyMemberId: number, host: string): Promise<void>
}
