import type { Ports } from '../ports.ts'
import {
  challengeLifetime,
  type Ceremony,
  type ChallengePurpose,
  type TakeChallenge,
} from './passkey.ts'

type Needs = Pick<Ports, 'store' | 'now' | 'hashToken'>

/** Remembers the challenge of a ceremony, and answers what the browser is given. */
export function rememberChallenge({ store, now, hashToken }: Needs) {
  return async (
    { challenge, options }: Ceremony,
    purpose: ChallengePurpose,
    accountId?: number,
  ): Promise<Record<string, unknown>> => {
    const at = now()
    const expiresAt = new Date(at.getTime() + challengeLifetime)
    await store.passkeys.addChallenge(
      { hash: hashToken(challenge), purpose, accountId, expiresAt },
      at,
    )
    return options
  }
}

/** Whether a challenge is one of ours and was never answered; asking answers it. */
export function takeChallenge({ store, now, hashToken }: Needs) {
  return (purpose: ChallengePurpose, accountId?: number): TakeChallenge =>
    (challenge) =>
      store.passkeys.takeChallenge({ hash: hashToken(challenge), purpose, accountId }, now())
}
