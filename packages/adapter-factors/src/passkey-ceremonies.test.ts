import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { PasskeyCredential, TakeChallenge } from '@phrm/core'
import { createDevice, type Lie } from '../testing/index.ts'
import { createPasskeyCeremonies } from './passkey-ceremonies.ts'

const origin = 'https://health.example.org'
const ceremonies = createPasskeyCeremonies({ origin })
const owner = {
  userHandle: randomBytes(32).toString('hex'),
  email: 'anna@example.org',
  name: 'Anna Meier',
}

/** Takes that challenge, once. */
function once(challenge: string): TakeChallenge {
  const open = new Set([challenge])
  return async (given) => open.delete(given)
}

async function make(lie: Lie = {}) {
  const device = createDevice(origin)
  const { challenge, options } = await ceremonies.toCreation(owner, [])
  const credential = await ceremonies.readCreation(device.create(options, lie), once(challenge))
  return { device, credential }
}

async function answer(lie: Lie = {}, change: Partial<PasskeyCredential> = {}) {
  const { device, credential } = await make()
  const { challenge, options } = await ceremonies.toRequest()
  const known = { ...credential!, userHandle: owner.userHandle, ...change }
  return ceremonies.readAnswer(device.use(options, lie), known, once(challenge))
}

const lies: [string, Lie][] = [
  ['another origin', { origin: 'https://health.example.org.evil.example' }],
  ['the same name without TLS', { origin: 'http://health.example.org' }],
  ['another port', { origin: 'https://health.example.org:8443' }],
  ['another site', { site: 'example.org' }],
  ['another challenge', { challenge: randomBytes(32).toString('base64url') }],
  ['nobody’s finger', { unverified: true }],
]

describe('a passkey', () => {
  it('is asked for with the user’s verification, to be found without a name', async () => {
    const { options } = await ceremonies.toCreation(owner, [
      { credentialId: 'AAAA', transports: ['usb'] },
    ])
    expect(options).toMatchObject({
      rp: { id: 'health.example.org' },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [{ id: 'AAAA', transports: ['usb'] }],
      attestation: 'none',
    })
    expect((await ceremonies.toRequest()).options).toMatchObject({
      rpId: 'health.example.org',
      userVerification: 'required',
    })
  })

  it('is made and used', async () => {
    const { credential } = await make()
    expect(credential).toMatchObject({ counter: 0, transports: ['internal'] })
    expect(await answer()).toEqual({ counter: 1 })
  })

  it('may come from a browser that does not say how it is reached', async () => {
    const { challenge, options } = await ceremonies.toCreation(owner, [])
    const response = createDevice(origin).create(options)
    delete (response['response'] as { transports?: string[] }).transports
    expect(await ceremonies.readCreation(response, once(challenge))).toMatchObject({
      transports: [],
    })
  })

  it.each(lies)('is neither made nor used for %s', async (_name, lie) => {
    expect((await make(lie)).credential).toBeUndefined()
    expect(await answer(lie)).toBeUndefined()
  })

  it('is not used by a forger, a copy, or for somebody else', async () => {
    expect(await answer({ forged: true })).toBeUndefined()
    expect(await answer({ counter: 5 }, { counter: 5 })).toBeUndefined()
    expect(await answer({ counter: 4 }, { counter: 5 })).toBeUndefined()
    expect(await answer({ counter: 0 }, { counter: 5 })).toBeUndefined()
    expect(await answer({ userHandle: randomBytes(32).toString('base64url') })).toBeUndefined()
  })

  it('may not count at all', async () => {
    expect(await answer({ counter: 0 })).toEqual({ counter: 0 })
  })

  it.each([{}, { response: {} }, { response: { clientDataJSON: 'AAAA' } }, { response: null }])(
    'is not made of rubbish: %j',
    async (rubbish) => {
      const response = { id: 'AAAA', rawId: 'AAAA', type: 'public-key', ...rubbish }
      expect(await ceremonies.readCreation(response, async () => true)).toBeUndefined()
      const known = { credentialId: 'AAAA', publicKey: 'AAAA', counter: 0, transports: [] }
      const { userHandle } = owner
      expect(
        await ceremonies.readAnswer(response, { ...known, userHandle }, async () => true),
      ).toBeUndefined()
    },
  )

  it('is not called wrong when the database is away', async () => {
    const device = createDevice(origin)
    const { options } = await ceremonies.toCreation(owner, [])
    const away: TakeChallenge = async () => {
      throw new Error('away')
    }
    await expect(ceremonies.readCreation(device.create(options), away)).rejects.toThrow('away')
  })
})
