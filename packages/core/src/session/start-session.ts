import type { Account } from '../account/account.ts'
import type { Ports } from '../ports.ts'

/** Where a sign-in comes from, for the list of sessions and the security log. */
export interface Device {
  ip?: string | undefined
  userAgent?: string | undefined
}

export interface SignedIn {
  account: Account
  sessionId: string
  /** For the cookie; only its hash is kept. */
  refreshToken: string
  refreshExpiresAt: Date
  remember: boolean
}

type Needs = Pick<Ports, 'store' | 'now' | 'newToken' | 'hashToken' | 'settings'>

export function startSession({ store, now, newToken, hashToken, settings }: Needs) {
  return async (
    account: Account,
    { remember, device }: { remember: boolean; device: Device },
  ): Promise<SignedIn> => {
    const createdAt = now()
    const seconds = remember ? settings.session.remembered : settings.session.overall
    const expiresAt = new Date(createdAt.getTime() + seconds * 1000)
    const refreshToken = newToken()
    const id = newToken()
    await store.sessions.add({
      id,
      accountId: account.id,
      createdAt,
      expiresAt,
      remember,
      refreshHash: hashToken(refreshToken),
      ...device,
    })
    await store.as(account.id, ({ audit }) => audit.write({ action: 'session.start' }))
    return { account, sessionId: id, refreshToken, refreshExpiresAt: expiresAt, remember }
  }
}
