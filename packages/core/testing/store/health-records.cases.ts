import { describe, expect, it } from 'vitest'
import { recordLimits, type HealthRecordRepository } from '../../src/index.ts'
import type { OpenedStore } from './opened-store.ts'
import { addAccount, addDocument, addFamily, bare, refusal, recordInput, tally } from './samples.ts'

export function describeHealthRecords(opened: () => OpenedStore): void {
  const records = <Result>(
    accountId: number,
    work: (records: HealthRecordRepository) => Promise<Result>,
  ): Promise<Result> => opened().store.as(accountId, ({ healthRecords }) => work(healthRecords))

  describe('health records', () => {
    it('keeps every field, and every character of it', async () => {
      const { account, child } = await addFamily(opened().store)
      const texts = {
        chiefComplaint: 'WBC < 5 & CRP > 10; -- select',
        doctor: `'; drop table users; --`,
        investigations: '%_\\ \r\n\t $1 :name ${x} {{y}} <b>&amp;</b>',
        diagnosis: 'Zażółć gęślą jaźń 🫀 e\u0301 \u00e9 \u202e',
        prescription: '',
        notes: '  spaces around  ',
        reviewFollowup: undefined,
      }
      const input = { date: '1923-01-31', familyMemberId: child.id, ...texts }
      const record = await records(account.id, (own) => own.add(input))
      expect(record).toMatchObject({ ...texts, date: '1923-01-31', userId: account.id, version: 1 })
      expect(record.familyMember).toEqual({ id: child.id, name: child.name, relationship: 'child' })
      expect(record.documents).toEqual([])
      expect(await records(account.id, (own) => own.find(record.id))).toEqual(record)
      const { items } = await records(account.id, (own) => own.list({ page: 1, perPage: 20 }))
      const summary = items.find(({ id }) => id === record.id)
      expect(record).toMatchObject(summary!)
      expect(summary?.diagnosis).toBe(texts.diagnosis)
    })

    it('lists the newest first, equal dates by id, page by page, with the total', async () => {
      const { id, selfId } = await addAccount(opened().store)
      const { store } = opened()
      const child = await store.as(id, (own) =>
        own.familyMembers.add({ ...bare, name: 'B', relationship: 'child' }),
      )
      const dates = ['2024-01-02', '2024-01-01', '2024-01-02', '2024-03-01', '2023-12-31']
      const added = await records(id, async (own) => {
        const ids: number[] = []
        for (const [index, date] of dates.entries()) {
          const familyMemberId = index % 2 ? child.id : selfId
          ids.push((await own.add({ date, familyMemberId })).id)
        }
        return ids
      })
      const order = [3, 2, 0, 1, 4].map((index) => added[index])
      const first = await records(id, (own) => own.list({ page: 1, perPage: 2 }))
      const third = await records(id, (own) => own.list({ page: 3, perPage: 2 }))
      const beyond = await records(id, (own) => own.list({ page: 4, perPage: 2 }))
      expect(first).toMatchObject({ total: 5, page: 1, pages: 3 })
      expect(first.items.map((record) => record.id)).toEqual(order.slice(0, 2))
      expect(third.items.map((record) => record.id)).toEqual(order.slice(4))
      expect(beyond).toMatchObject({ items: [], total: 5, pages: 3 })

      const ofChild = {
        page: 1,
        perPage: 20,
        familyMemberId: child.id,
        from: '2024-01-01',
        to: '2024-01-02',
      }
      const filtered = await records(id, (own) => own.list(ofChild))
      expect(filtered.items.map((record) => record.id)).toEqual([added[1]])
      expect(filtered.total).toBe(1)
    })

    it('names documents oldest first, and none that is deleted', async () => {
      const { store } = opened()
      const { account, record, document } = await addFamily(store)
      const second = await store.as(account.id, (own) => addDocument(own, record.id, 'b.pdf'))
      const gone = await store.as(account.id, (own) => addDocument(own, record.id, 'c.pdf'))
      await store.as(account.id, ({ documents }) => documents.remove(gone.id))
      const found = await records(account.id, (own) => own.find(record.id))
      expect(found?.documents).toEqual(
        [document, second].map(({ id, filename, uploadedAt }) => ({ id, filename, uploadedAt })),
      )
    })

    it('replaces all fields and counts the version', async () => {
      const { account, record, child } = await addFamily(opened().store)
      const change = { date: '2024-04-01', familyMemberId: child.id, notes: 'Only this.' }
      const changed = await records(account.id, (own) => own.update(record.id, change, 1))
      expect(changed).toMatchObject({ date: '2024-04-01', notes: 'Only this.', version: 2 })
      expect(changed?.diagnosis).toBeUndefined()
      expect(await records(account.id, (own) => own.update(record.id, change, 1))).toBeUndefined()
      expect(await records(account.id, (own) => own.update(record.id, change))).toMatchObject({
        version: 3,
      })
      expect(await records(account.id, (own) => own.update(987_654, change))).toBeUndefined()
    })

    it('moves to another person with its documents', async () => {
      const { store } = opened()
      const { account, record, document } = await addFamily(store)
      const change = { ...recordInput, familyMemberId: account.selfId }
      const moved = await records(account.id, (own) => own.update(record.id, change))
      expect(moved?.familyMember.relationship).toBe('self')
      const found = await store.as(account.id, ({ documents }) => documents.find(document.id))
      expect(found).toMatchObject({ familyMemberId: account.selfId, healthRecordId: record.id })
    })

    it('lets exactly one of 20 win who change the same version at once', async () => {
      const { account, record, child } = await addFamily(opened().store)
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          records(account.id, (own) =>
            own.update(
              record.id,
              { ...recordInput, familyMemberId: child.id, notes: `${index}` },
              1,
            ),
          ),
        ),
      )
      expect(tally(answers.map(Boolean))).toEqual({ true: 1, false: 19 })
      const kept = await records(account.id, (own) => own.find(record.id))
      expect(kept).toMatchObject({ version: 2, notes: answers.find(Boolean)?.notes })
    })

    it('removes and brings back, with documents', async () => {
      const { store } = opened()
      const { account, record, document } = await addFamily(store)
      expect(await records(account.id, (own) => own.remove(record.id, 7))).toBe(false)
      expect(await records(account.id, (own) => own.remove(record.id, 1))).toBe(true)
      expect(await records(account.id, (own) => own.remove(record.id))).toBe(false)
      await store.as(account.id, async (own) => {
        expect(await own.healthRecords.find(record.id)).toBeUndefined()
        expect((await own.healthRecords.list({ page: 1, perPage: 20 })).total).toBe(0)
        expect(await own.documents.find(document.id)).toBeUndefined()
        expect(await own.documents.listOfRecord(record.id)).toEqual([])
        expect((await own.documents.list({ page: 1, perPage: 20 })).total).toBe(0)
        expect(await refusal(addDocument(own, record.id))).toBe('not-found')
      })
      const back = await records(account.id, (own) => own.restore(record.id))
      expect(back).toMatchObject({ id: record.id, documents: [{ id: document.id }] })
      expect(await records(account.id, (own) => own.restore(record.id))).toBeUndefined()
    })

    it('takes texts up to their limit and no longer', async () => {
      const { account, child } = await addFamily(opened().store)
      for (const [field, limit] of Object.entries(recordLimits)) {
        const input = (length: number) => ({
          date: '2024-01-01',
          familyMemberId: child.id,
          [field]: 'é'.repeat(length),
        })
        await records(account.id, (own) => own.add(input(limit)))
        expect(await refusal(records(account.id, (own) => own.add(input(limit + 1))))).toBe(
          'invalid',
        )
      }
    })

    it('refuses text that is none, and days that never were', async () => {
      const { account, child } = await addFamily(opened().store)
      const add = (change: object) =>
        records(account.id, (own) =>
          own.add({ ...recordInput, familyMemberId: child.id, ...change }),
        )
      expect(await refusal(add({ notes: 'a\0b' }))).toBe('invalid')
      expect(await refusal(add({ notes: 'half \udc00 pair' }))).toBe('invalid')
      for (const date of ['2023-02-29', '0000-01-01', 'infinity', 'yesterday?', '', '20240-01-01'])
        expect(await refusal(add({ date }))).toBe('invalid')
      const list = { page: 1, perPage: 20, from: '2023-02-29' }
      expect(await refusal(records(account.id, (own) => own.list(list)))).toBe('invalid')
      expect(await refusal(records(account.id, (own) => own.find(2 ** 40)))).toBe('invalid')
    })
  })
}
