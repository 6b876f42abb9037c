import type { Role } from '../access/access.ts'

/** A person who is offered to another account: to look at or to write as well, or to have for good (`handover`). */
export interface Share {
  id: number
  kind: 'share' | 'handover'
  familyMember: { id: number; name: string }
  /** Absent for a hand-over. */
  role?: SharedRole | undefined
  validUntil?: Date | undefined
  offeredAt: Date
  /** Absent while nobody has answered; such an offer lasts 30 days. */
  acceptedAt?: Date | undefined
  /** To whom it was offered, whether or not there is an account with this address. */
  email: string
  /** Of the account that accepted. */
  receiverName?: string | undefined
  giver: { name: string; email: string }
}

export type SharedRole = Exclude<Role, 'owner'>

export interface ShareOffer {
  familyMemberId: number
  kind: Share['kind']
  email: string
  role?: SharedRole | undefined
  validUntil?: Date | undefined
}

export interface Shares {
  /** Of persons whom the account owns. */
  given: Share[]
  /** To the account, not yet answered. */
  offered: Share[]
  /** Accepted by the account. */
  received: Share[]
}

/** What happened to a share, and which other account is to be told. */
export interface ShareChange {
  familyMemberId: number
  kind: Share['kind']
  otherId?: number | undefined
}

/** Works inside a transaction of one account. A share takes effect, and ends, for every later statement of anyone. */
export interface ShareRepository {
  list(): Promise<Shares>
  /** Offering again renews; `undefined` when that address has accepted already, or the person waits for another one. */
  offer(offer: ShareOffer): Promise<number | undefined>
  /**
   * `undefined` when no such offer is made to this account. `keepAccess`: who hands a person over may go on looking. The person
   * becomes the account's own one where that is empty.
   */
  accept(id: number, options: { keepAccess: boolean }): Promise<ShareChange | undefined>
  decline(id: number): Promise<ShareChange | undefined>
  /** Of the owner alone. */
  change(
    id: number,
    terms: { role: SharedRole; validUntil?: Date | undefined },
  ): Promise<ShareChange | undefined>
  /** By the owner, or by the one who accepted. */
  end(id: number): Promise<ShareChange | undefined>
}
