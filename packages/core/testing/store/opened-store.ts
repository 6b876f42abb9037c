import type { Store } from '../../src/index.ts'

export interface OpenedStore {
  store: Store
  /** Lets an account see a person, or takes it away again (`undefined`). */
  share(
    accountId: number,
    familyMemberId: number,
    role: 'owner' | 'editor' | 'viewer' | undefined,
    validUntil?: Date,
  ): Promise<void>
  close(): Promise<void>
}
