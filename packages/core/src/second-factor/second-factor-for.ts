import type { Ports } from '../ports.ts'

/** What a right password is not enough for: the sign-in goes on with the ticket. */
export interface PendingSignIn {
  /** Opaque; only its hash is kept. */
  ticket: string
  methods: SecondFactorMethod[]
  /** Seconds. */
  expiresIn: number
}

export type SecondFactorMethod = 'totp' | 'recovery-code' | 'passkey'

/** `undefined` for an account that signs in by its password alone. */
export function secondFactorFor(_ports: Ports) {
  return async (
    _accountId: number,
    _signIn: { remember: boolean },
  ): Promise<PendingSignIn | undefined> => undefined
}

/** Whether a confirmed second factor guards the account, so that a shorter password does. */
export function hasSecondFactor(_ports: Pick<Ports, 'store'>) {
  return async (_accountId: number): Promise<boolean> => false
}
