import { describe, expect, it } from 'vitest'
import type { DocumentPage, DocumentRepository } from '../../src/index.ts'
import type { OpenedStore } from './opened-store.ts'
import { addDocument, addFamily, refusal, page } from './samples.ts'

export function describeDocuments(opened: () => OpenedStore): void {
  const documents = <Result>(
    accountId: number,
    work: (documents: DocumentRepository) => Promise<Result>,
  ): Promise<Result> => opened().store.as(accountId, (own) => work(own.documents))

  describe('documents', () => {
    it('keeps what was given, with the person and the day of its record', async () => {
      const { account, child, record, document } = await addFamily(opened().store)
      expect(document).toMatchObject({
        healthRecordId: record.id,
        familyMemberId: child.id,
        recordDate: record.date,
        filename: 'lab report.pdf',
        fileSize: 1234,
        state: 'queued',
        reason: undefined,
        pageCount: undefined,
        jobId: undefined,
      })
      expect(await documents(account.id, (own) => own.find(document.id))).toEqual(document)
    })

    it('lists newest first, by person, page by page', async () => {
      const { store } = opened()
      const { account, child, record, document } = await addFamily(store)
      const [second, third] = await store.as(account.id, async (own) => {
        const ofSelf = await own.healthRecords.add({
          date: '2020-01-01',
          familyMemberId: account.selfId,
        })
        return [await addDocument(own, record.id), await addDocument(own, ofSelf.id)]
      })
      const list = (filter: object) =>
        documents(account.id, (own) => own.list({ page: 1, perPage: 2, ...filter }))
      const all = [third, second, document].map(({ id }) => id)
      expect((await list({})).items.map(({ id }) => id)).toEqual(all.slice(0, 2))
      expect((await list({ page: 2 })).items.map(({ id }) => id)).toEqual(all.slice(2))
      expect(await list({ page: 9 })).toMatchObject({ items: [], total: 3, pages: 2 })
      const ofChild = await list({ familyMemberId: child.id })
      expect(ofChild.items.map(({ id }) => id)).toEqual([second.id, document.id])
      expect(ofChild.total).toBe(2)
    })

    it('keeps the state of reading, and forgets the reason of the state before', async () => {
      const { store } = opened()
      const { account, document } = await addFamily(store)
      await store.as(account.id, async (own) => {
        const job = await own.jobs.enqueue({ kind: 'read-document', payload: {} })
        await own.documents.setJob(document.id, job.id)
        const more = { reason: 'Page 3 is not readable.', pageCount: 3 }
        await own.documents.setState(document.id, 'needs_attention', more)
        expect(await own.documents.find(document.id)).toMatchObject({
          state: 'needs_attention',
          jobId: job.id,
          ...more,
        })
        await own.documents.setState(document.id, 'done')
        const { reason, pageCount } = (await own.documents.find(document.id)) ?? {}
        expect({ reason, pageCount }).toEqual({ reason: undefined, pageCount: 3 })
      })
    })

    it('replaces all pages at once; reading twice leaves the same as once', async () => {
      const { account, document } = await addFamily(opened().store)
      const words = [{ text: 'HbA1c', box: [0.1, 0.2, 0.05, 0.01], confidence: 61.5 }]
      const ocr = { number: 1, text: 'HbA1c <7> "%\\', source: 'ocr', confidence: 87.5, words }
      const pages = [ocr as DocumentPage, page(2, 'two'), page(3, '')]
      await documents(account.id, (own) => own.replacePages(document.id, pages))
      await documents(account.id, (own) => own.replacePages(document.id, pages))
      for (const kept of pages)
        expect(
          await documents(account.id, (own) => own.findPage(document.id, kept.number)),
        ).toEqual(kept)
      await documents(account.id, (own) => own.replacePages(document.id, [page(1, 'one')]))
      expect(await documents(account.id, (own) => own.findPage(document.id, 2))).toBeUndefined()
      await documents(account.id, (own) => own.replacePages(document.id, []))
      expect(await documents(account.id, (own) => own.findPage(document.id, 1))).toBeUndefined()
    })

    it('takes a long document: 120 pages, 250 words each', async () => {
      const { account, document } = await addFamily(opened().store)
      const words = Array.from({ length: 250 }, (_, index) => ({
        text: `word${index}`,
        box: [0, 0, 0.1, 0.1] as [number, number, number, number],
      }))
      const text = words.map((word) => word.text).join(' ')
      const pages = Array.from({ length: 120 }, (_, index) => ({ ...page(index + 1, text), words }))
      await documents(account.id, (own) => own.replacePages(document.id, pages))
      const last = await documents(account.id, (own) => own.findPage(document.id, 120))
      expect(last).toEqual(pages[119])
    })

    it('takes a page of a megabyte', async () => {
      const { account, document } = await addFamily(opened().store)
      const text = Array.from({ length: 100_000 }, (_, index) => `x${index.toString(36)}y`).join(
        ' ',
      )
      await documents(account.id, (own) => own.replacePages(document.id, [page(1, text)]))
      expect((await documents(account.id, (own) => own.findPage(document.id, 1)))?.text).toBe(text)
    })

    it('removes and brings back, with pages', async () => {
      const { store } = opened()
      const { account, record, document } = await addFamily(store)
      await documents(account.id, (own) => own.replacePages(document.id, [page(1, 'one')]))
      expect(await documents(account.id, (own) => own.remove(document.id))).toBe(true)
      await store.as(account.id, async (own) => {
        expect(await own.documents.remove(document.id)).toBe(false)
        expect(await own.documents.find(document.id)).toBeUndefined()
        expect(await own.documents.findPage(document.id, 1)).toBeUndefined()
        expect(await own.documents.listOfRecord(record.id)).toEqual([])
        expect((await own.documents.list({ page: 1, perPage: 20 })).total).toBe(0)
      })
      expect(await documents(account.id, (own) => own.restore(document.id))).toEqual(document)
      expect(await documents(account.id, (own) => own.restore(document.id))).toBeUndefined()
      expect(await documents(account.id, (own) => own.findPage(document.id, 1))).toBeDefined()
    })

    it('stays away with a removed record, even when it is asked back itself', async () => {
      const { store } = opened()
      const { account, record, document } = await addFamily(store)
      await store.as(account.id, async (own) => {
        await own.documents.remove(document.id)
        await own.healthRecords.remove(record.id)
        expect(await own.documents.restore(document.id)).toBeUndefined()
        expect(await own.documents.find(document.id)).toBeUndefined()
      })
    })

    it('refuses text that is none', async () => {
      const { store } = opened()
      const { account, record, document } = await addFamily(store)
      const add = (name: string) => store.as(account.id, (own) => addDocument(own, record.id, name))
      expect(await refusal(add('a\0.pdf'))).toBe('invalid')
      expect(await refusal(add('x'.repeat(256)))).toBe('invalid')
      const replace = (text: string) =>
        documents(account.id, (own) => own.replacePages(document.id, [page(1, text)]))
      expect(await refusal(replace('a\0b'))).toBe('invalid')
      expect(await refusal(replace('\udfff'))).toBe('invalid')
    })
  })
}
