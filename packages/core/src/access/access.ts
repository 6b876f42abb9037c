export const roles = ['owner', 'editor', 'viewer'] as const

/** `viewer` reads, `editor` writes as well; sharing, removing and handing over is the `owner`'s. */
export type Role = (typeof roles)[number]

/** That an account may see a person, and what else. */
export interface MemberAccess {
  familyMemberId: number
  role: Role
  /** Ends by itself at that moment. */
  validUntil?: Date | undefined
}

/** The rule of who may see whom, asked with the account's number and not by what the transaction runs as. */
export interface AccessRepository {
  /** Also what has run out, and persons who are deleted: whoever asks decides. */
  list(accountId: number): Promise<MemberAccess[]>
}
