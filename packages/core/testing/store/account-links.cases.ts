import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { LinkPurpose } from '../../src/index.ts'
import type { OpenedStore } from './opened-store.ts'
import { addAccount, tally } from './samples.ts'

const minute = 60_000
const now = new Date('2026-03-01T12:00:00Z')
const later = (minutes: number) => new Date(now.getTime() + minutes * minute)

export function describeAccountLinks(opened: () => OpenedStore): void {
  const door = () => opened().store.accountLinks

  async function add(
    accountId: number,
    { purpose = 'reset-password', email, at = now, most = 5 }: AddedLink = {},
  ): Promise<string | undefined> {
    const tokenHash = randomBytes(32).toString('hex')
    const expiresAt = new Date(at.getTime() + 60 * minute)
    const link = { tokenHash, accountId, purpose, email, createdAt: at, expiresAt }
    return (await door().add(link, most)) ? tokenHash : undefined
  }

  const reset = (accountId: number, hash: string, at = now) =>
    opened().store.as(accountId, ({ accountLinks }) =>
      accountLinks.resetPassword(hash, '$argon2id$new', at),
    )
  const confirm = (accountId: number, hash: string, at = now) =>
    opened().store.as(accountId, ({ accountLinks }) => accountLinks.confirmEmail(hash, at))

  describe('links of accounts', () => {
    it('work until their time, for their purpose, and for nobody else', async () => {
      const [anna, ben] = [await addAccount(opened().store), await addAccount(opened().store)]
      const hash = (await add(anna.id)) as string
      const find = (purpose: LinkPurpose, at: Date) => door().findAccount(hash, purpose, at)
      expect(await find('reset-password', later(59))).toBe(anna.id)
      expect(await find('reset-password', later(60))).toBeUndefined()
      expect(await find('confirm-email', now)).toBeUndefined()
      expect(await door().findAccount('0'.repeat(64), 'reset-password', now)).toBeUndefined()
      expect(await confirm(anna.id, hash)).toBe('gone')
      expect(await reset(ben.id, hash)).toBeUndefined()
      expect(await reset(anna.id, hash, later(61))).toBeUndefined()
      expect(await reset(anna.id, hash)).toEqual([])
    })

    it('set one password, used by twenty at once, and end the others with it', async () => {
      const { id, email } = await addAccount(opened().store)
      const [hash, other] = [(await add(id)) as string, (await add(id)) as string]
      const session = {
        id: randomBytes(32).toString('base64url'),
        accountId: id,
        createdAt: now,
        expiresAt: later(600),
        remember: false,
        refreshHash: randomBytes(32).toString('hex'),
      }
      await opened().store.sessions.add(session)
      const answers = await Promise.all(Array.from({ length: 20 }, () => reset(id, hash)))
      expect(tally(answers.map((ended) => ended !== undefined))).toEqual({ true: 1, false: 19 })
      expect(answers.find(Boolean)).toEqual([session.id])
      expect(await opened().store.sessions.find(session.id, now)).toBeUndefined()
      expect(await reset(id, other)).toBeUndefined()
      const credentials = await opened().store.accounts.findCredentials(email)
      expect(credentials?.passwordHash).toBe('$argon2id$new')
    })

    it('are made so often within an hour and no more, by forty at once', async () => {
      const { id } = await addAccount(opened().store)
      const made = await Promise.all(Array.from({ length: 40 }, () => add(id)))
      expect(made.filter(Boolean)).toHaveLength(5)
      expect(await add(id, { purpose: 'confirm-email', email: 'a@example.org' })).toBeDefined()
      expect(await add(id, { at: later(61) })).toBeDefined()
    })

    it('confirm an address, and change it for that of nobody else', async () => {
      const [anna, ben] = [await addAccount(opened().store), await addAccount(opened().store)]
      const link = async (email: string) =>
        (await add(anna.id, { purpose: 'confirm-email', email })) as string
      const find = () => opened().store.accounts.find(anna.id)

      expect(await confirm(anna.id, await link(anna.email.toUpperCase()))).toBe('verified')
      expect(await find()).toMatchObject({ email: anna.email, emailVerifiedAt: now })

      expect(await confirm(anna.id, await link(ben.email.toUpperCase()))).toBe('taken')
      expect(await find()).toMatchObject({ email: anna.email, emailVerifiedAt: now })

      const waiting = (await add(anna.id)) as string
      const changing = await link(`new-${anna.email}`)
      expect(await confirm(anna.id, changing)).toBe('changed')
      expect(await find()).toMatchObject({ email: `new-${anna.email}`, emailVerifiedAt: now })
      expect(await confirm(anna.id, changing)).toBe('gone')
      expect(await reset(anna.id, waiting)).toBeUndefined()
    })

    it('are not needed where no mail is sent, and then nothing is confirmed', async () => {
      const [anna, ben] = [await addAccount(opened().store), await addAccount(opened().store)]
      const set = (email: string) =>
        opened().store.as(anna.id, ({ accountLinks }) => accountLinks.setEmail(email))
      expect(await set(ben.email)).toBe(false)
      expect(await set(`x-${anna.email}`)).toBe(true)
      const account = await opened().store.accounts.find(anna.id)
      expect(account).toMatchObject({ email: `x-${anna.email}`, emailVerifiedAt: undefined })
    })
  })
}

interface AddedLink {
  purpose?: LinkPurpose
  email?: string
  at?: Date
  most?: number
}
