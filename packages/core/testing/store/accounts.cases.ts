import { describe, expect, it } from 'vitest'
import type { OpenedStore } from './opened-store.ts'
import { addAccount, refusal, newAccount } from './samples.ts'

export function describeAccounts(opened: () => OpenedStore): void {
  const accounts = () => opened().store.accounts

  describe('accounts', () => {
    it('makes exactly one administrator of two that register first, at once', async () => {
      expect(await accounts().count()).toBe(0)
      const both = await Promise.all([accounts().add(newAccount()), accounts().add(newAccount())])
      expect(both.filter((account) => account?.isAdmin)).toHaveLength(1)
      expect(await accounts().count()).toBe(2)
    })

    it('gives a later one no rights unless asked for', async () => {
      expect((await addAccount(opened().store)).isAdmin).toBe(false)
      expect((await addAccount(opened().store, { isAdmin: true })).isAdmin).toBe(true)
    })

    it('answers what was given, and its own person', async () => {
      const given = newAccount({ dateOfBirth: '1990-12-31', firstName: 'Zoë', lastName: "O'Neil" })
      const account = await addAccount(opened().store, given)
      const { username, email, firstName, lastName } = given
      const shown = { username, email, firstName, lastName, dateOfBirth: '1990-12-31' }
      expect(account).toMatchObject(shown)
      expect(account).not.toHaveProperty('passwordHash')
      expect(await accounts().find(account.id)).toEqual(account)
      const self = await opened().store.as(account.id, ({ familyMembers }) =>
        familyMembers.findSelf(),
      )
      expect(self).toMatchObject({
        id: account.selfId,
        name: "Zoë O'Neil",
        relationship: 'self',
        dateOfBirth: '1990-12-31',
      })
    })

    it('lets one of five win who register the same e-mail at once, whatever the case', async () => {
      const { email } = newAccount()
      const emails = [email, email.toUpperCase(), email, email, email]
      const before = await accounts().count()
      const answers = await Promise.all(
        emails.map((same) => accounts().add(newAccount({ email: same }))),
      )
      expect(answers.filter(Boolean)).toHaveLength(1)
      expect(await accounts().count()).toBe(before + 1)
    })

    it('refuses a taken username, whatever the case', async () => {
      const { username } = await addAccount(opened().store)
      expect(await accounts().add(newAccount({ username: username.toUpperCase() }))).toBeUndefined()
    })

    it('finds credentials by e-mail whatever the case, and nothing for others', async () => {
      const { id, email } = await addAccount(opened().store, { passwordHash: 'a-hash' })
      const found = { accountId: id, passwordHash: 'a-hash', isAdmin: false }
      expect(await accounts().findCredentials(email)).toEqual(found)
      expect(await accounts().findCredentials(email.toUpperCase())).toEqual(found)
      for (const other of ['', '%', `${email}%`, "' or 1=1 --", `${email} `])
        expect(await accounts().findCredentials(other)).toBeUndefined()
      await accounts().replacePasswordHash(id, 'a-hash', 'another-hash')
      await accounts().replacePasswordHash(id, 'a-hash', 'too late')
      expect((await accounts().findCredentials(email))?.passwordHash).toBe('another-hash')
      expect(await accounts().setPassword(id, 'of another password', new Date())).toBe(true)
      expect(await accounts().setPassword(id, 'late', new Date(), 'another-hash')).toBe(false)
      expect((await accounts().findCredentials(email))?.passwordHash).toBe('of another password')
    })

    it('changes what is given and leaves the rest; the own person follows', async () => {
      const { store } = opened()
      const account = await addAccount(store, { dateOfBirth: '1990-01-01' })
      const changed = await accounts().update(account.id, { lastName: 'Newname' })
      expect(changed).toMatchObject({
        firstName: 'Ada',
        lastName: 'Newname',
        dateOfBirth: '1990-01-01',
      })
      const self = await store.as(account.id, ({ familyMembers }) => familyMembers.findSelf())
      expect(self).toMatchObject({ name: 'Ada Newname', version: 2 })
    })

    it('clears a birth date, of the own person too, when it is told to', async () => {
      const { store } = opened()
      const { id } = await addAccount(store, { dateOfBirth: '1990-01-01' })
      expect((await accounts().update(id, { dateOfBirth: null }))?.dateOfBirth).toBeUndefined()
      const self = await store.as(id, ({ familyMembers }) => familyMembers.findSelf())
      expect(self.dateOfBirth).toBeUndefined()
      expect(
        await accounts().update(id, { language: 'de-AT', timeZone: 'Europe/Vienna' }),
      ).toMatchObject({
        language: 'de-AT',
        timeZone: 'Europe/Vienna',
        firstName: 'Ada',
      })
    })

    it('refuses to change to a taken username, and to change nobody', async () => {
      const [one, other] = [await addAccount(opened().store), await addAccount(opened().store)]
      expect(await accounts().update(one.id, { username: other.username })).toBeUndefined()
      expect(await accounts().find(one.id)).toMatchObject({ username: one.username })
      expect(
        await accounts().update(one.id, { username: one.username.toUpperCase() }),
      ).toBeDefined()
      expect(await accounts().update(987_654, { firstName: 'Nobody' })).toBeUndefined()
      expect(await accounts().find(987_654)).toBeUndefined()
    })

    it('refuses text that is none, and what is longer than it may be', async () => {
      const { store } = opened()
      expect(await refusal(store.accounts.add(newAccount({ firstName: 'a\0b' })))).toBe('invalid')
      expect(await refusal(store.accounts.add(newAccount({ firstName: 'a\ud800' })))).toBe(
        'invalid',
      )
      expect(await refusal(store.accounts.add(newAccount({ username: 'x'.repeat(51) })))).toBe(
        'invalid',
      )
      expect(await refusal(store.accounts.add(newAccount({ dateOfBirth: '2023-02-29' })))).toBe(
        'invalid',
      )
      expect(await refusal(store.accounts.add(newAccount({ dateOfBirth: 'infinity' })))).toBe(
        'invalid',
      )
    })
  })
}
