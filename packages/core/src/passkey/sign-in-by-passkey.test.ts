import { describe, expect, it } from 'vitest'
import { noon, portsUnderTest, refusalOf, someAccount } from '../../testing/ports-under-test.ts'
import type { Account } from '../account/account.ts'
import { passkeys } from './index.ts'

const device = { ip: '192.0.2.1', userAgent: 'curl/8' }
const known = {
  id: 3,
  accountId: 7,
  credentialId: 'cred',
  publicKey: 'key',
  counter: 4,
  transports: [],
}

interface Situation {
  account?: Account | undefined
  unknown?: boolean
  /** The challenge was never given, or was answered. */
  challenged?: boolean
  wrong?: boolean
  /** The counter did not move on. */
  copied?: boolean
}

function house(is: Situation = {}) {
  const given = portsUnderTest({
    store: {
      accounts: { find: async () => ('account' in is ? is.account : someAccount()) },
      passkeys: {
        find: async (id) => (is.unknown || id !== 'cred' ? undefined : known),
        takeChallenge: async (...asked) => {
          given.deeds.push(['take', ...asked])
          return is.challenged ?? true
        },
        use: async (...used) => (given.deeds.push(['use', ...used]), !is.copied),
      },
      sessions: {
        add: async ({ accountId, remember }) => {
          given.deeds.push(['session', accountId, remember])
          return 'known'
        },
      },
    },
    passkeyCeremonies: {
      toCreation: async () => ({ challenge: '', options: {} }),
      toRequest: async () => ({ challenge: '', options: {} }),
      readCreation: async () => undefined,
      readAnswer: async (_response, passkey, take) => {
        given.deeds.push(['read', passkey])
        return !is.wrong && (await take('c')) ? { counter: 5 } : undefined
      },
    },
  })
  const { signIn } = passkeys(given.ports)
  return { signIn, deeds: given.deeds, names: () => given.deeds.map(([what]) => what) }
}

const response = { id: 'cred' }

describe('signing in by a passkey', () => {
  it('is the right answer to an open challenge, and counts', async () => {
    const { signIn, deeds, names } = house()
    const signedIn = await signIn({ response }, device)
    expect(signedIn).toMatchObject({ account: { id: 7 }, remember: false })
    expect(deeds.slice(0, 4)).toEqual([
      ['read', { ...known, userHandle: 'print of passkey:7' }],
      ['take', { hash: '#c', purpose: 'prove', accountId: undefined }, noon],
      ['use', 3, 5, noon],
      ['session', 7, false],
    ])
    expect(names()).not.toContain('job')
  })

  it('is remembered when that is asked for', async () => {
    const { signIn, deeds } = house()
    expect(await signIn({ response, remember: true }, device)).toMatchObject({ remember: true })
    expect(deeds).toContainEqual(['session', 7, true])
  })

  const refused: [string, Situation][] = [
    ['to a wrong answer', { wrong: true }],
    ['to an answer that was given before', { challenged: false }],
    ['to a copy of a key', { copied: true }],
  ]
  it.each(refused)('is refused %s, which is written down', async (_why, is) => {
    const { signIn, deeds, names } = house(is)
    expect(await refusalOf(signIn({ response }, device))).toBe('wrong-credentials')
    expect(names()).not.toContain('session')
    expect(deeds.at(-1)).toEqual([
      'event',
      { type: 'authn_login_fail', accountId: 7, ...device, details: { factor: 'passkey' } },
    ])
  })

  it('is refused to a key that nobody knows: nothing of it is looked at', async () => {
    const { signIn, deeds } = house({ unknown: true })
    expect(await refusalOf(signIn({ response }, device))).toBe('wrong-credentials')
    const details = { factor: 'passkey' }
    expect(deeds).toEqual([
      ['event', { type: 'authn_login_fail', accountId: undefined, ...device, details }],
    ])
  })

  it.each([
    ['has gone', undefined],
    ['was closed', someAccount({ disabledAt: noon })],
  ])('is refused to an account that %s', async (_how, account) => {
    const { signIn, names } = house({ account })
    expect(await refusalOf(signIn({ response }, device))).toBe('wrong-credentials')
    expect(names()).not.toContain('session')
  })
})
