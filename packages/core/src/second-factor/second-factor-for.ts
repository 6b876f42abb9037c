import type { Ports } from '../ports.ts'

/** What a right password is not enough for: the sign-in goes on with the ticket. */
export interface AskedFactor {
  /** Opaque; only its hash is kept. Good for the second step of this sign-in and for nothing else. */
  ticket: string
  methods: SecondFactorMethod[]
  /** Seconds. */
  expiresIn: number
}

/** A passkey is two factors in one and needs no ticket. */
export type SecondFactorMethod = 'totp' | 'recovery-code' | 'passkey'

/** Seconds that the second step may take. */
const ticketSeconds = 300

type Needs = Pick<Ports, 'store' | 'now' | 'newToken' | 'hashToken'>

/**
 * `undefined` for an account that signs in by its password alone: no authenticator was ever confirmed. Asked after the password was
 * right and its hash is the newest, because another one ends what waits.
 */
export function secondFactorFor({ store, now, newToken, hashToken }: Needs) {
  return async (
    accountId: number,
    { remember }: { remember: boolean },
  ): Promise<AskedFactor | undefined> => {
    const known = await store.secondFactors.find(accountId)
    if (known.sealedSeed === undefined) return undefined
    const ticket = newToken()
    const at = now()
    const expiresAt = new Date(at.getTime() + ticketSeconds * 1000)
    const waiting = { ticketHash: hashToken(ticket), accountId, remember, expiresAt }
    await store.secondFactors.addPending(waiting, at)
    const methods: SecondFactorMethod[] = ['totp']
    if (known.recoveryCodes > 0) methods.push('recovery-code')
    if (known.passkeys > 0) methods.push('passkey')
    return { ticket, methods, expiresIn: ticketSeconds }
  }
}
