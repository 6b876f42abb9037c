import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { OpenedStore } from './opened-store.ts'
import { addAccount } from './samples.ts'

const start = new Date('2026-05-01T12:00:00.123Z')
const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1000)
const random = (): string => randomBytes(32).toString('hex')

export function describePasskeys(opened: () => OpenedStore): void {
  const doors = () => opened().store.passkeys

  async function addPasskey(counter = 0) {
    const { id: accountId } = await addAccount(opened().store)
    const credential = {
      credentialId: random(),
      publicKey: random(),
      counter,
      transports: ['internal', 'hybrid'],
    }
    const passkey = await opened().store.as(accountId, ({ passkeys }) =>
      passkeys.add({ ...credential, name: 'Phone' }),
    )
    return { ...credential, id: passkey!.id, accountId }
  }

  describe('passkeys', () => {
    it('are found by what the device names, once each', async () => {
      const passkey = await addPasskey(7)
      expect(await doors().find(passkey.credentialId)).toEqual(passkey)
      expect(await doors().find(random())).toBeUndefined()
      const { id: other } = await addAccount(opened().store)
      const again = await opened().store.as(other, ({ passkeys }) =>
        passkeys.add({ ...passkey, name: 'Mine' }),
      )
      expect(again).toBeUndefined()
    })

    it('are seen, renamed and removed by their own account alone', async () => {
      const { id, accountId } = await addPasskey()
      const { id: other } = await addAccount(opened().store)
      await opened().store.as(other, async ({ passkeys }) => {
        expect(await passkeys.list()).toEqual([])
        expect(await passkeys.listCredentials()).toEqual([])
        expect(await passkeys.rename(id, 'Mine')).toBeUndefined()
        expect(await passkeys.remove(id)).toBe(false)
      })
      await opened().store.as(accountId, async ({ passkeys }) => {
        expect(await passkeys.rename(id, 'Tablet')).toMatchObject({ id, name: 'Tablet' })
        expect(await passkeys.list()).toMatchObject([{ id, name: 'Tablet' }])
        expect(await passkeys.remove(id)).toBe(true)
      })
    })

    it('count forward only, but for those that do not count', async () => {
      const counting = await addPasskey(5)
      const answers: boolean[] = []
      for (const counter of [5, 4, 0, 6, 6, 9]) {
        answers.push(await doors().use(counting.id, counter, start))
      }
      expect(answers).toEqual([false, false, false, true, false, true])
      const silent = await addPasskey(0)
      expect(await doors().use(silent.id, 0, start)).toBe(true)
      expect(await doors().use(silent.id, 0, start)).toBe(true)
      const [used] = await opened().store.as(silent.accountId, ({ passkeys }) => passkeys.list())
      expect(used?.lastUsedAt).toEqual(start)
    })

    it('answer a challenge once, for what and whom it was made, before it ends', async () => {
      const { id: accountId } = await addAccount(opened().store)
      const { id: other } = await addAccount(opened().store)
      const add = async (purpose: 'add' | 'prove', whose?: number) => {
        const challenge = { hash: random(), purpose, accountId: whose }
        await doors().addChallenge({ ...challenge, expiresAt: after(300) }, start)
        return challenge
      }
      const own = await add('add', accountId)
      expect(await doors().takeChallenge({ ...own, accountId: other }, start)).toBe(false)
      expect(
        await doors().takeChallenge({ ...own, purpose: 'prove', accountId: undefined }, start),
      ).toBe(false)
      const both = [doors().takeChallenge(own, start), doors().takeChallenge(own, start)]
      expect((await Promise.all(both)).sort()).toEqual([false, true])
      const late = await add('prove')
      expect(await doors().takeChallenge(late, after(300))).toBe(false)
      expect(await doors().takeChallenge({ hash: random(), purpose: 'prove' }, start)).toBe(false)
    })
  })
}
