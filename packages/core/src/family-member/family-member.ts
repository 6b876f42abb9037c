import type { Role } from '../access/access.ts'

export type Sex = 'female' | 'male' | 'other'

/** A person whose health is kept here. */
export interface FamilyMember {
  id: number
  name: string
  /**
   * `self`, `spouse`, `child`, `parent`, `sibling`, `other`, or free text of at most 50 characters; as the owner sees it. Nobody
   * else’s `self` is shown as one.
   */
  relationship: string
  dateOfBirth?: string | undefined
  sex?: Sex | undefined
  medicalHistory?: string | undefined
  /** What the account may do. */
  role: Role
  /** Name of the account that shared the person; absent for one’s own. */
  sharedBy?: string | undefined
  /** When the share ends. */
  sharedUntil?: Date | undefined
  createdAt: Date
  updatedAt: Date
  /** Counts changes; the ETag. */
  version: number
}

export type FamilyMemberInput = Pick<
  FamilyMember,
  'name' | 'relationship' | 'dateOfBirth' | 'sex' | 'medicalHistory'
>

/** Works inside a transaction of one account and sees only what that account may see. Deleted ones are absent. */
export interface FamilyMemberRepository {
  list(): Promise<FamilyMember[]>
  find(id: number): Promise<FamilyMember | undefined>
  findSelf(): Promise<FamilyMember>
  add(input: FamilyMemberInput): Promise<FamilyMember>
  /** `undefined` when it is not visible, or when `version` is given and no longer current. */
  update(id: number, input: FamilyMemberInput, version?: number): Promise<FamilyMember | undefined>
  /** Marks as deleted with all records; `restore` within 30 days brings all back. */
  remove(id: number, version?: number): Promise<boolean>
  restore(id: number): Promise<FamilyMember | undefined>
}
