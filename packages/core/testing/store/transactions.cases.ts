import { describe, expect, it } from 'vitest'
import type { OpenedStore } from './opened-store.ts'
import { addAccount, addFamily, childInput, refusal, recordInput } from './samples.ts'

export function describeTransactions(opened: () => OpenedStore): void {
  describe('transactions', () => {
    it('undoes everything when the work throws', async () => {
      const { store } = opened()
      const { account, child, record } = await addFamily(store)
      const work = store.as(account.id, async (own) => {
        await own.familyMembers.add({ ...childInput, name: 'Ghost' })
        await own.healthRecords.remove(record.id)
        await own.jobs.enqueue({ kind: 'read-document', payload: {}, uniqueKey: 'ghost' })
        throw new Error('on purpose')
      })
      await expect(work).rejects.toThrow('on purpose')
      await store.as(account.id, async (own) => {
        expect((await own.familyMembers.list()).map(({ id }) => id)).toEqual([
          account.selfId,
          child.id,
        ])
        expect(await own.healthRecords.find(record.id)).toBeDefined()
      })
    })

    it('undoes everything when the database refuses a part', async () => {
      const { store } = opened()
      const { account } = await addFamily(store)
      const work = store.as(account.id, async (own) => {
        await own.familyMembers.add({ ...childInput, name: 'Ghost' })
        await own.familyMembers.add({ ...childInput, name: '' })
      })
      expect(await refusal(work)).toBe('invalid')
      const list = await store.as(account.id, ({ familyMembers }) => familyMembers.list())
      expect(list).toHaveLength(2)
    })

    it('keeps 300 of 3 accounts apart that run at once', async () => {
      const { store } = opened()
      const accounts = await Promise.all([1, 2, 3].map(() => addAccount(store)))
      const seen = await Promise.all(
        Array.from({ length: 300 }, (_, index) => {
          const { id, selfId } = accounts[index % 3] as (typeof accounts)[number]
          return store.as(id, async (own) => {
            if (index < 30) await own.healthRecords.add({ ...recordInput, familyMemberId: selfId })
            const { items } = await own.healthRecords.list({ page: 1, perPage: 100 })
            const people = await own.familyMembers.list()
            return (
              items.every(({ userId }) => userId === id) && people.every((one) => one.id === selfId)
            )
          })
        }),
      )
      expect(seen).not.toContain(false)
    })

    it('reads in one round trip what the account may see, several things at once', async () => {
      const { store } = opened()
      const { account, child, record } = await addFamily(store)
      const stranger = await addAccount(store)
      const both = (accountId: number) =>
        store.read(accountId, ({ familyMembers, healthRecords }) =>
          Promise.all([familyMembers.find(child.id), healthRecords.find(record.id)]),
        )
      expect(await both(account.id)).toMatchObject([{ id: child.id }, { id: record.id }])
      expect(await both(stranger.id)).toEqual([undefined, undefined])
    })

    it('refuses to change anything while it reads, and to ask when the answers have come', async () => {
      const { store } = opened()
      const { account, record } = await addFamily(store)
      const change = store.read(account.id, (own) => own.healthRecords.remove(record.id))
      await expect(change).rejects.toThrow(/read-only/)
      const late = store.read(account.id, async ({ familyMembers }) => {
        await familyMembers.list()
        return familyMembers.list()
      })
      await expect(late).rejects.toThrow('The transaction has ended.')
      const found = await store.read(account.id, (own) => own.healthRecords.find(record.id))
      expect(found?.version).toBe(record.version)
    })

    it('answers when asked whether it is there', async () => {
      expect(await opened().store.ping()).toBeUndefined()
    })
  })
}
