import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { mostConfirmations } from '../../src/index.ts'
import type { OpenedStore } from './opened-store.ts'
import { addAccount, newAccount, tally } from './samples.ts'

const hour = 3_600_000
const newHash = () => randomBytes(32).toString('hex')
const inHours = (hours: number) => new Date(Date.now() + hours * hour)

export function describeRegistrations(opened: () => OpenedStore): void {
  const registrations = () => opened().store.registrations
  const accounts = () => opened().store.accounts

  async function invite(email?: string, expiresAt = inHours(1)) {
    const inviter = await addAccount(opened().store)
    const tokenHash = newHash()
    const invitation = { tokenHash, email, invitedBy: inviter.id, expiresAt }
    return { tokenHash, ...(await registrations().addInvitation(invitation)) }
  }

  async function ask(account = newAccount(), until = inHours(1)) {
    const tokenHash = newHash()
    return { tokenHash, outcome: await registrations().addPending(tokenHash, account, until) }
  }

  describe('registrations', () => {
    it('remember what an administrator chose, the newest', async () => {
      expect(await registrations().findMode()).toBeUndefined()
      await registrations().setMode('open')
      await registrations().setMode('invite')
      expect(await registrations().findMode()).toBe('invite')
    })

    it('are never the first when there is an account', async () => {
      const { username } = await addAccount(opened().store)
      const before = await accounts().count()
      expect(await registrations().addFirst(newAccount())).toBeUndefined()
      expect(await accounts().count()).toBe(before)
      expect(await registrations().isUsernameTaken(username.toUpperCase())).toBe(true)
      expect(await registrations().isUsernameTaken(newAccount().username)).toBe(false)
    })

    it('take an invitation once, of ten who come with it at once', async () => {
      const { tokenHash, id } = await invite()
      const answers = await Promise.all(
        Array.from({ length: 10 }, () =>
          registrations().addInvited(tokenHash, newAccount(), new Date()),
        ),
      )
      const made = answers.filter((answer) => typeof answer === 'object')
      expect(made).toHaveLength(1)
      expect(tally(answers.filter((answer) => typeof answer === 'string'))).toEqual({ gone: 9 })
      const found = await accounts().find(made[0]!.accountId)
      expect(found).toMatchObject({ isAdmin: false })
      expect(await registrations().findInvitation(tokenHash, new Date())).toBeUndefined()
      expect(await registrations().revokeInvitation(id)).toBe(false)
      const listed = (await registrations().listInvitations()).find((one) => one.id === id)
      expect(listed?.usedAt).toBeInstanceOf(Date)
    })

    it('take a named invitation for that address alone, and forget the address', async () => {
      const account = newAccount()
      const { tokenHash, id } = await invite(account.email.toUpperCase())
      const add = (who: typeof account) => registrations().addInvited(tokenHash, who, new Date())
      expect(await add(newAccount())).toBe('gone')
      expect(await add(account)).toEqual({ accountId: expect.any(Number) })
      const listed = (await registrations().listInvitations()).find((one) => one.id === id)
      expect(listed?.email).toBeUndefined()
    })

    it('keep an invitation good when name or address is taken', async () => {
      const { username } = await addAccount(opened().store)
      const { tokenHash } = await invite()
      const taken = newAccount({ username })
      expect(await registrations().addInvited(tokenHash, taken, new Date())).toBe('taken')
      expect(await registrations().findInvitation(tokenHash, new Date())).toBeDefined()
    })

    it('take no invitation that expired or was taken back', async () => {
      const late = await invite(undefined, inHours(1))
      const answer = registrations().addInvited(late.tokenHash, newAccount(), inHours(1))
      expect(await answer).toBe('gone')
      expect(await registrations().revokeInvitation(late.id)).toBe(true)
      expect(await registrations().revokeInvitation(late.id)).toBe(false)
      const revoked = registrations().addInvited(late.tokenHash, newAccount(), new Date())
      expect(await revoked).toBe('gone')
    })

    it('wait for the letter, and make one account of it, its address confirmed', async () => {
      const account = newAccount({ passwordHash: 'waiting' })
      const { tokenHash, outcome } = await ask(account)
      expect(outcome).toBe('new')
      expect(await accounts().findCredentials(account.email)).toBeUndefined()
      const found = await registrations().findPending(tokenHash, new Date())
      expect(found).toEqual({ passwordHash: 'waiting' })
      expect(await registrations().findPending(tokenHash, inHours(2))).toBeUndefined()
      const now = new Date()
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => registrations().confirm(tokenHash, now)),
      )
      const made = answers.filter((answer) => typeof answer === 'object')
      expect(made).toHaveLength(1)
      const confirmed = await accounts().find(made[0]!.accountId)
      expect(confirmed).toMatchObject({ username: account.username, emailVerifiedAt: now })
    })

    it('keep so many for one address and no more, by twenty at once; an existing one is told apart', async () => {
      const { email } = await addAccount(opened().store)
      const asked = await Promise.all(
        Array.from({ length: 20 }, () => ask(newAccount({ email: email.toUpperCase() }))),
      )
      expect(tally(asked.map(({ outcome }) => outcome))).toEqual({
        existing: mostConfirmations,
        enough: 20 - mostConfirmations,
      })
      const { tokenHash } = asked.find(({ outcome }) => outcome === 'existing')!
      expect(await registrations().confirm(tokenHash, new Date())).toBe('taken')
    })
  })
}
