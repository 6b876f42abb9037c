import type { Ports } from '../ports.ts'
import type { Device } from '../session/start-session.ts'
import { takeChallenge } from './challenge.ts'
import type { KnownPasskey, PasskeyResponse } from './passkey.ts'
import { toUserHandle } from './user-handle.ts'

/** Whose passkey answered; `undefined` for whatever was wrong, which is written down. */
export function checkPasskey(ports: Ports) {
  const { store, passkeyCeremonies, now } = ports
  const take = takeChallenge(ports)

  return async (response: PasskeyResponse, device: Device): Promise<number | undefined> => {
    const known = await store.passkeys.find(response.id)
    const answer = known && (await readAnswer(response, known))
    if (known && answer && (await store.passkeys.use(known.id, answer.counter, now())))
      return known.accountId
    await store.securityEvents.write({
      type: 'authn_login_fail',
      accountId: known?.accountId,
      ip: device.ip,
      userAgent: device.userAgent,
      details: { factor: 'passkey' },
    })
    return undefined
  }

  function readAnswer(response: PasskeyResponse, known: KnownPasskey) {
    const userHandle = toUserHandle(ports, known.accountId)
    return passkeyCeremonies.readAnswer(response, { ...known, userHandle }, take('prove'))
  }
}
