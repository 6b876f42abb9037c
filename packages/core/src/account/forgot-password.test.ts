import { describe, expect, it } from 'vitest'
import { noon, portsUnderTest, someAccount } from '../../testing/ports-under-test.ts'
import type { Job } from '../job/job.ts'
import type { Mailer } from '../mail/mailer.ts'
import { askForReset } from './forgot-password.ts'
import { sendResetLink } from './send-reset-link.job.ts'

const mailer = (configured: boolean): Mailer => ({ configured, send: async () => {} })

describe('asking for a new password', () => {
  it('leaves the same letter to be written whether or not there is an account', async () => {
    const { ports, deeds } = portsUnderTest()
    await askForReset(ports)('Anna@Example.org')
    const job = {
      kind: 'send-reset-link',
      payload: { sealed: 'forgot: Anna@Example.org' },
      uniqueKey: 'forgot:print of anna@example.org',
    }
    expect(deeds).toEqual([['job', job]])
  })

  it('is one question however the address is written', async () => {
    const { ports, deeds } = portsUnderTest()
    for (const email of ['anna@example.org', 'ANNA@example.ORG']) await askForReset(ports)(email)
    const [first, second] = deeds.map(([, job]) => (job as { uniqueKey: string }).uniqueKey)
    expect(first).toBe(second)
  })

  it('does nothing where no mail is sent', async () => {
    const { ports, deeds } = portsUnderTest({ mailer: mailer(false) })
    await askForReset(ports)('anna@example.org')
    expect(deeds).toEqual([])
  })
})

describe('the letter', () => {
  function house({ account = someAccount(), room = true } = {}) {
    const typed: string[] = []
    const { ports, deeds } = portsUnderTest({
      store: {
        accounts: {
          findCredentials: async (email) => {
            typed.push(email)
            return email.toLowerCase() === 'anna@example.org'
              ? { accountId: 7, passwordHash: '', isAdmin: false }
              : undefined
          },
          find: async (id) => (id === account.id ? account : undefined),
        },
        accountLinks: {
          add: async ({ accountId, purpose }, most) => (
            deeds.push(['link', accountId, purpose, most]),
            room
          ),
        },
      },
    })
    const run = (sealed: unknown) => {
      const job = { id: 3, payload: { sealed } } as unknown as Job
      return sendResetLink(ports).run(job, { signal: new AbortController().signal, progress() {} })
    }
    return { run, deeds, typed }
  }

  it('goes once to the address that the account has, not to the one that was typed', async () => {
    const { run, deeds, typed } = house()
    await run('forgot: ANNA@example.org')
    expect(typed).toEqual(['ANNA@example.org'])
    const content = {
      to: { email: 'anna@example.org', name: 'Anna', language: 'en' },
      letter: {
        kind: 'reset-password',
        link: 'https://phrm.example/reset#token=token-1',
        minutes: 60,
      },
    }
    const sealed = `letter: ${JSON.stringify(content)}`
    expect(deeds).toEqual([
      ['link', 7, 'reset-password', 5],
      [
        'job',
        {
          kind: 'send-letter',
          payload: { sealed },
          maxAttempts: 8,
          uniqueKey: 'letter:reset-3',
        },
      ],
    ])
  })

  it.each([
    ['to an address without an account', 'ben@example.org', someAccount()],
    ['to an account that went meanwhile', 'anna@example.org', someAccount({ id: 8 })],
    ['to one that is closed', 'anna@example.org', someAccount({ disabledAt: noon })],
  ])('does not go %s, and no link is made', async (_to, email, account) => {
    const { run, deeds } = house({ account })
    await run(`forgot: ${email}`)
    expect(deeds).toEqual([])
  })

  it('does not go when the hour had enough of them', async () => {
    const { run, deeds } = house({ room: false })
    await run('forgot: anna@example.org')
    expect(deeds.map(([what]) => what)).toEqual(['link'])
  })

  it('does not go for what was sealed for something else', async () => {
    const { run, deeds } = house()
    await expect(run('totp:7: anna@example.org')).rejects.toThrow()
    expect(deeds).toEqual([])
  })
})
