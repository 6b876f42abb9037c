import { describe, expect, it } from 'vitest'
import {
  after,
  noon,
  portsUnderTest,
  refusalOf,
  someAccount,
} from '../../testing/ports-under-test.ts'
import { changeEmail, verifyEmail } from './email.ts'

const actor = { accountId: 7, isAdmin: false, sessionId: 'sid', authenticatedAt: noon }
const where = { ip: '192.0.2.1', userAgent: 'Firefox/140.0' }
const device = { ...where, deviceToken: 'kept' }
const address = 'anna@example.com'

interface Situation {
  account?: ReturnType<typeof someAccount> | undefined
  mail?: boolean
  room?: boolean
  free?: boolean
}

function house({ mail = true, room = true, free = true, ...more }: Situation = {}) {
  const account = 'account' in more ? more.account : someAccount()
  const { ports, deeds } = portsUnderTest({
    store: {
      accounts: { find: async (id) => (id === 7 ? account : undefined) },
      accountLinks: {
        add: async ({ purpose, email }, most) => (deeds.push(['link', purpose, email, most]), room),
      },
    },
    own: {
      accountLinks: {
        setEmail: async (email) => (deeds.push(['set', email]), free),
      },
    },
    mailer: { configured: mail, send: async () => {} },
  })
  return { ports, deeds }
}

const posted = (email: string, letter: object) => {
  const content = { to: { email, name: 'Anna', language: 'en' }, letter }
  const sealed = `letter: ${JSON.stringify(content)}`
  return ['job', { kind: 'send-letter', payload: { sealed }, maxAttempts: 8 }]
}
const link = 'https://phrm.example/confirm-email#token=token-1'

describe('another address', () => {
  it('confirms itself first: the letter goes to it, and nothing has changed', async () => {
    const { ports, deeds } = house()
    expect(await changeEmail(ports)(actor, address, device)).toBe('check-mail')
    expect(deeds).toEqual([
      ['link', 'confirm-email', address, 5],
      posted(address, { kind: 'confirm-email', link }),
    ])
  })

  it('takes effect at once where no mail is sent, and is written down', async () => {
    const { ports, deeds } = house({ mail: false })
    expect(await changeEmail(ports)(actor, address, device)).toBe('changed')
    const event = { type: 'user_updated', details: { what: 'email' }, ...where }
    expect(deeds).toEqual([
      ['set', address],
      ['event', actor, event],
    ])
  })

  it('that another account has is refused then, and nothing is written down', async () => {
    const { ports, deeds } = house({ mail: false, free: false })
    expect(await refusalOf(changeEmail(ports)(actor, address, device))).toBe('conflict email')
    expect(deeds).toEqual([])
  })

  it('is for who just showed who they are, and has an account', async () => {
    const { ports, deeds } = house({ account: undefined })
    const change = changeEmail(ports)
    const stale = { ...actor, authenticatedAt: after(-901) }
    expect(await refusalOf(change(stale, address, device))).toBe('reauth-required')
    expect(await refusalOf(change(actor, address, device))).toBe('unauthenticated')
    expect(deeds).toEqual([])
  })

  it('gets no more letters than an hour has', async () => {
    const { ports, deeds } = house({ room: false })
    await expect(changeEmail(ports)(actor, address, device)).rejects.toMatchObject({
      code: 'too-many-requests',
      details: { retryAfter: 3600 },
    })
    expect(deeds.map(([what]) => what)).toEqual(['link'])
  })
})

describe('the address that the account has', () => {
  it('is sent a link', async () => {
    const { ports, deeds } = house()
    await verifyEmail(ports)(actor)
    expect(deeds).toEqual([
      ['link', 'confirm-email', 'anna@example.org', 5],
      posted('anna@example.org', { kind: 'confirm-email', link }),
    ])
  })

  it.each([
    ['it is confirmed already', { account: someAccount({ emailVerifiedAt: noon }) }, 'conflict'],
    ['no mail is sent here', { mail: false }, 'conflict'],
    ['the account is gone', { account: undefined }, 'unauthenticated'],
  ])('but not when %s', async (_why, situation, code) => {
    const { ports, deeds } = house(situation)
    expect(await refusalOf(verifyEmail(ports)(actor))).toBe(code)
    expect(deeds).toEqual([])
  })
})
