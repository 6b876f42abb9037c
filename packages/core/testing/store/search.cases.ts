import { beforeAll, describe, expect, it } from 'vitest'
import type { Account, HealthRecordInput, SearchQuery, SearchResult } from '../../src/index.ts'
import type { OpenedStore } from './opened-store.ts'
import { addAccount, addDocument, bare, page, recordInput } from './samples.ts'

/** What is found, and that it is found no longer. */
export function describeSearch(opened: () => OpenedStore): void {
  let account: Account

  const search = (text: string, more: Partial<SearchQuery> = {}): Promise<SearchResult> =>
    opened().store.as(account.id, (own) =>
      own.search.search({ text, page: 1, perPage: 20, ...more }),
    )
  const addRecord = (input: Partial<HealthRecordInput & { familyMemberId: number }>) =>
    opened().store.as(account.id, ({ healthRecords }) =>
      healthRecords.add({ date: '2024-03-02', familyMemberId: account.selfId, ...input }),
    )
  const total = async (text: string): Promise<number> => (await search(text)).total

  describe('search', () => {
    beforeAll(async () => void (account = await addAccount(opened().store)))

    it('finds a record by any of its fields and by its day, with where and whose it is', async () => {
      const record = await addRecord(recordInput)
      for (const text of [
        'throat',
        'okonkwo',
        'strep',
        'pharyngitis',
        'amoxicillin',
        'plenty',
        'persists',
      ])
        expect(await search(text)).toMatchObject({ total: 1, items: [{ recordId: record.id }] })
      expect((await search('march 2024')).items[0]).toEqual({
        kind: 'record',
        recordId: record.id,
        documentId: undefined,
        page: undefined,
        familyMember: { id: account.selfId, name: 'Ada Example' },
        date: '2024-03-02',
        title: 'Sore throat and fever',
        snippet: expect.any(Array),
        score: expect.any(Number),
      })
    })

    it('finds a document once, with its best page', async () => {
      const { id } = await addRecord({ notes: 'Blood was taken.' })
      const document = await opened().store.as(account.id, async (own) => {
        const added = await addDocument(own, id, 'blood_count-2024.pdf')
        await own.documents.replacePages(added.id, [
          page(1, 'Ferritin in a long list of other things that were measured on the same day'),
          page(2, 'Ferritin low. Ferritin 8 ng/ml.'),
        ])
        return added
      })
      const { items } = await search('ferritin')
      expect(items).toHaveLength(1)
      expect(items[0]).toMatchObject({
        kind: 'document',
        recordId: id,
        documentId: document.id,
        page: 2,
        title: 'blood_count-2024.pdf',
      })
      expect((await search('blood count')).items[0]).toMatchObject({ documentId: document.id })
    })

    it('follows a change', async () => {
      const record = await addRecord({ notes: 'bilirubin' })
      const change = { date: '2024-05-05', familyMemberId: account.selfId, notes: 'creatinine' }
      await opened().store.as(account.id, ({ healthRecords }) =>
        healthRecords.update(record.id, change),
      )
      expect([await total('bilirubin'), await total('creatinine')]).toEqual([0, 1])
      expect((await search('creatinine')).items[0]).toMatchObject({ date: '2024-05-05' })
    })

    it('forgets what is removed, and knows it again when it is back', async () => {
      const { store } = opened()
      const record = await addRecord({ notes: 'sarcoidosis' })
      const document = await store.as(account.id, async (own) => {
        const added = await addDocument(own, record.id, 'scan.pdf')
        await own.documents.replacePages(added.id, [page(1, 'zygoma fracture')])
        return added
      })
      const counts = async () => [await total('sarcoidosis'), await total('zygoma')]
      const change = (
        work: 'remove' | 'restore',
        thing: 'healthRecords' | 'documents',
        id: number,
      ): Promise<unknown> => store.as<unknown>(account.id, (own) => own[thing][work](id))

      expect(await counts()).toEqual([1, 1])
      await change('remove', 'documents', document.id)
      expect(await counts()).toEqual([1, 0])
      await change('remove', 'healthRecords', record.id)
      await change('restore', 'healthRecords', record.id)
      expect(await counts()).toEqual([1, 0])
      await change('restore', 'documents', document.id)
      await change('remove', 'healthRecords', record.id)
      expect(await counts()).toEqual([0, 0])
      // Neither as a whole word, nor as one begun or mistyped.
      expect(await search('sarcoidosi')).toMatchObject({ total: 0, corrections: [] })
      expect(await search('sarcoidoss')).toMatchObject({ total: 0, corrections: [] })
      await change('restore', 'healthRecords', record.id)
      expect(await counts()).toEqual([1, 1])
      await store.as(account.id, (own) => own.documents.replacePages(document.id, []))
      expect(await counts()).toEqual([1, 0])
    })

    it('keeps to the person and the days that are asked for', async () => {
      const { store } = opened()
      const child = await store.as(account.id, (own) =>
        own.familyMembers.add({ ...bare, name: 'Tom', relationship: 'child' }),
      )
      const early = await addRecord({ date: '2021-01-01', notes: 'varicella' })
      const late = await addRecord({
        date: '2022-01-01',
        notes: 'varicella',
        familyMemberId: child.id,
      })
      const ids = async (more: Partial<SearchQuery>) =>
        (await search('varicella', more)).items.map(({ recordId }) => recordId)
      expect((await ids({})).toSorted()).toEqual([early.id, late.id].toSorted())
      expect(await ids({ familyMemberId: child.id })).toEqual([late.id])
      expect(await ids({ from: '2021-01-02' })).toEqual([late.id])
      expect(await ids({ to: '2021-01-01' })).toEqual([early.id])
      expect(await ids({ from: '2021-01-02', to: '2021-12-31' })).toEqual([])
      // A record that moves takes its place in the index along.
      await store.as(account.id, ({ healthRecords }) =>
        healthRecords.update(early.id, {
          date: '2021-01-01',
          notes: 'varicella',
          familyMemberId: child.id,
        }),
      )
      expect((await ids({ familyMemberId: child.id })).length).toBe(2)
    })

    it('puts the best first, page by page', async () => {
      await addRecord({
        notes: 'otitis once, among a great many other things that were talked about',
      })
      const best = await addRecord({ chiefComplaint: 'Otitis media', notes: 'Otitis again' })
      await addRecord({ notes: 'otitis' })
      const all = await search('otitis')
      expect(all).toMatchObject({ total: 3, pages: 1, items: [{ recordId: best.id }, {}, {}] })
      const scores = all.items.map(({ score }) => score)
      expect(scores).toEqual(scores.toSorted((a, b) => b - a))
      const second = await search('otitis', { page: 2, perPage: 2 })
      expect(second).toMatchObject({
        total: 3,
        pages: 2,
        items: [{ recordId: all.items[2]?.recordId }],
      })
      expect(await search('otitis', { page: 9 })).toMatchObject({ total: 3, items: [] })
    })

    it('gives whole passages with the share of the question that they hold', async () => {
      const { store } = opened()
      const notes = `Migraine with aura. ${'Nothing of note. '.repeat(100)}Sumatriptan helps.`
      const record = await addRecord({ diagnosis: 'Migraine', notes })
      const list = (text: string) =>
        store.as(account.id, (own) =>
          own.search.listPassages({ text, familyMemberId: account.selfId, limit: 3 }),
        )
      const [best] = await list('Does sumatriptan help with my migraine and the wombats?')
      expect(best).toMatchObject({ kind: 'record', recordId: record.id, title: 'Migraine' })
      expect(best?.text).toContain(notes)
      // sumatriptan, help and migraine are there; wombats are not.
      expect(best?.coverage).toBe(0.75)
      expect(await list('wombats')).toEqual([])
      expect(await list('?! ...')).toEqual([])
    })
  })
}
