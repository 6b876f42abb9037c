import { describe, expect, it } from 'vitest'
import type { OpenedStore } from './opened-store.ts'
import { addAccount, addDocument, addFamily, page, recordInput } from './samples.ts'

const soon = (): Date => new Date(Date.now() + 1000)

export function describeHousekeeping(opened: () => OpenedStore): void {
  const housekeeping = () => opened().store.housekeeping

  describe('housekeeping', () => {
    it('ends nothing that was deleted later than that moment', async () => {
      const { store } = opened()
      const { account, record } = await addFamily(store)
      await store.as(account.id, ({ healthRecords }) => healthRecords.remove(record.id))
      await housekeeping().purgeDeleted(new Date(Date.now() - 60_000))
      const back = await store.as(account.id, ({ healthRecords }) =>
        healthRecords.restore(record.id),
      )
      expect(back).toMatchObject({ id: record.id, documents: [{}] })
    })

    it('ends a document, a record and a person for good, and names their files', async () => {
      const { store } = opened()
      const [ofDocument, ofRecord, ofPerson, kept] = [
        await addFamily(store),
        await addFamily(store),
        await addFamily(store),
        await addFamily(store),
      ]
      const second = await store.as(ofDocument.account.id, async (own) => {
        await own.documents.replacePages(ofDocument.document.id, [page(1, 'narwhal')])
        await own.documents.remove(ofDocument.document.id)
        return addDocument(own, ofDocument.record.id)
      })
      await store.as(ofRecord.account.id, (own) => own.healthRecords.remove(ofRecord.record.id))
      await store.as(ofPerson.account.id, (own) => own.familyMembers.remove(ofPerson.child.id))
      const { paths } = await housekeeping().purgeDeleted(soon())
      const gone = [ofDocument, ofRecord, ofPerson].map(({ document }) => document.filePath)
      expect(paths).toEqual(expect.arrayContaining(gone))
      expect(paths).not.toContain(second.filePath)
      expect(paths).not.toContain(kept.document.filePath)
      expect(await housekeeping().purgeDeleted(soon())).toEqual({ paths: [] })

      await store.as(ofDocument.account.id, async (own) => {
        expect(await own.documents.restore(ofDocument.document.id)).toBeUndefined()
        expect(await own.healthRecords.find(ofDocument.record.id)).toBeDefined()
        const narwhal = await own.search.search({ text: 'narwhl', page: 1, perPage: 5 })
        expect(narwhal).toMatchObject({ total: 0, corrections: [] })
      })
      await store.as(ofRecord.account.id, async (own) => {
        expect(await own.healthRecords.restore(ofRecord.record.id)).toBeUndefined()
      })
      await store.as(ofPerson.account.id, async (own) => {
        expect(await own.familyMembers.restore(ofPerson.child.id)).toBeUndefined()
        expect(await own.familyMembers.findSelf()).toBeDefined()
        const input = { ...recordInput, familyMemberId: ofPerson.account.selfId }
        expect(await own.healthRecords.add(input)).toBeDefined()
      })
    })

    it('forgets sign-ins that are over', async () => {
      const { store } = opened()
      const { id: accountId } = await addAccount(store)
      const now = new Date()
      const session = {
        id: 'over-'.repeat(8),
        accountId,
        createdAt: now,
        expiresAt: new Date(now.getTime() + 3600_000),
        remember: false,
        refreshHash: 'over-hash-'.repeat(4),
      }
      await store.sessions.add(session)
      await housekeeping().purgeDeleted(soon())
      expect(await store.sessions.find(session.id, now)).toBeDefined()
      await store.sessions.end(session.id)
      await housekeeping().purgeDeleted(soon())
      const rotated = await store.sessions.rotate(session.refreshHash, 'x'.repeat(43), now)
      expect(rotated).toEqual({ outcome: 'unknown' })
    })

    it('tells which paths no document names; a deleted one still does', async () => {
      const { store } = opened()
      const { account, document } = await addFamily(store)
      await store.as(account.id, ({ documents }) => documents.remove(document.id))
      const unknown = ['zz/no-such-file', '']
      expect(await housekeeping().listUnknownPaths([document.filePath, ...unknown])).toEqual(
        unknown,
      )
      expect(await housekeeping().listUnknownPaths([])).toEqual([])
    })
  })
}
