import type { Account } from '../account/account.ts'
import { tell } from '../notification/notice.ts'
import type { Ports } from '../ports.ts'
import { toDeviceName } from './device-name.ts'
import { wrongCredentials } from './wrong-credentials.ts'

/** Where a sign-in comes from, for the list of sessions and the security log. */
export interface Device {
  ip?: string | undefined
  userAgent?: string | undefined
  /** What this browser keeps from an earlier sign-in. */
  deviceToken?: string | undefined
}

export interface SignedIn {
  account: Account
  sessionId: string
  /** For the cookie; only its hash is kept. */
  refreshToken: string
  refreshExpiresAt: Date
  remember: boolean
  /** After a sign-in: what the browser keeps, so that it is known the next time. Only its hash is kept. */
  deviceToken?: string | undefined
}

export interface SessionStart {
  remember: boolean
  device: Device
  /** Of the password that was right a moment ago, where one was asked for. */
  passwordHash?: string | undefined
}

type Needs = Pick<Ports, 'store' | 'now' | 'newToken' | 'hashToken' | 'settings'>

/** After every proof that was asked for. Tells the account when it comes from a device that it did not use before. */
export function startSession(ports: Needs) {
  const { store, now, newToken, hashToken, settings } = ports
  return async (
    account: Account,
    { remember, device, passwordHash }: SessionStart,
  ): Promise<SignedIn> => {
    const createdAt = now()
    const seconds = remember ? settings.session.remembered : settings.session.overall
    const expiresAt = new Date(createdAt.getTime() + seconds * 1000)
    const [id, refreshToken, deviceToken] = [newToken(), newToken(), newToken()]
    const { ip, userAgent } = device
    const familiarity = await store.sessions.add({
      id,
      accountId: account.id,
      createdAt,
      expiresAt,
      remember,
      refreshHash: hashToken(refreshToken),
      oldDeviceHash: device.deviceToken && hashToken(device.deviceToken),
      newDeviceHash: hashToken(deviceToken),
      ip,
      userAgent,
      passwordHash,
    })
    if (familiarity === undefined) throw wrongCredentials()
    await store.as({ accountId: account.id, sessionId: id }, ({ audit }) =>
      audit.write({ action: 'session.start' }),
    )
    await store.securityEvents.write({
      type: 'authn_login_success',
      accountId: account.id,
      ip,
      userAgent,
    })
    if (familiarity === 'new') {
      await tell(ports)(account.id, 'new-sign-in', toDeviceName(userAgent))
    }
    const refreshExpiresAt = expiresAt
    return { account, sessionId: id, refreshToken, refreshExpiresAt, remember, deviceToken }
  }
}
