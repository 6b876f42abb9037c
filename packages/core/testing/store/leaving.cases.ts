import { beforeEach, describe, expect, it } from 'vitest'
import type { ExportedItem, Store } from '../../src/index.ts'
import type { OpenedStore } from './opened-store.ts'
import { addAccount, addFamily, type Family, page as pageOf } from './samples.ts'

const list = { page: 1, perPage: 20 }
const soon = () => new Date(Date.now() + 60_000)

/** Taking one's data along, bringing it, and going. */
export function describeLeaving(opened: () => OpenedStore): void {
  let family: Family
  let owner: number

  async function start(): Promise<void> {
    family = await addFamily(opened().store)
    owner = family.account.id
  }

  const as: Store['as'] = (accountId, work) => opened().store.as(accountId, work)
  const items = (rows: { item: ExportedItem }[]) => rows.map(({ item }) => item)
  const takeAlong = (accountId: number) =>
    as(accountId, async ({ exports }) => ({
      members: items(await exports.list('family-members', 0, 10)),
      records: items(await exports.list('health-records', 0, 10)),
      documents: items(await exports.list('documents', 0, 10)),
    }))

  describe('archives', () => {
    beforeEach(start)

    it('are made by a job, and say where they are', async () => {
      const state = () => as(owner, ({ exports }) => exports.find())
      expect(await state()).toBeUndefined()
      await as(owner, async ({ exports, jobs }) => {
        const job = await jobs.enqueue({ kind: 'export-data', payload: {} })
        await exports.begin(job.id)
      })
      expect(await state()).toMatchObject({ state: 'preparing', filePath: undefined })
      const [first, second] = ['ab/first', 'ab/second'].map((path) => ({
        path,
        size: 10,
        expiresAt: soon(),
      }))
      expect(await as(owner, ({ exports }) => exports.complete(first!))).toBeUndefined()
      expect(await as(owner, ({ exports }) => exports.complete(second!))).toBe('ab/first')
      expect(await state()).toMatchObject({ filePath: 'ab/second', fileSize: 10 })
      const stranger = await addAccount(opened().store)
      expect(await as(stranger.id, ({ exports }) => exports.find())).toBeUndefined()
      const { housekeeping, deletions } = opened().store
      const unknown = await housekeeping.listUnknownPaths(['ab/first', 'ab/second'])
      expect(unknown).toEqual(['ab/first'])
      expect(await deletions.dropExpiredExports(new Date())).not.toContain('ab/second')
      expect(await deletions.dropExpiredExports(soon())).toContain('ab/second')
    })

    it('hold what the account owns, in pages, and nothing that it only sees', async () => {
      const viewer = await addAccount(opened().store)
      await opened().share(viewer.id, family.child.id, 'viewer')
      const own = await takeAlong(owner)
      expect(own.members.map(({ id }) => id)).toEqual([family.account.selfId, family.child.id])
      expect(own.records).toMatchObject([{ id: family.record.id }])
      expect(own.documents).toMatchObject([{ id: family.document.id }])
      expect(await takeAlong(viewer.id)).toMatchObject({
        members: [{ id: viewer.selfId }],
        records: [],
        documents: [],
      })
      const rest = as(owner, ({ exports }) =>
        exports.list('family-members', family.account.selfId, 1),
      )
      expect(items(await rest)).toMatchObject([{ id: family.child.id, is_self: false }])
      const secrets = JSON.stringify(await as(owner, ({ exports }) => exports.account()))
      expect(secrets).toContain(family.account.email)
      expect(secrets).not.toContain('argon2')
    })

    it('come into an empty account all at once, or not at all', async () => {
      await as(owner, ({ documents }) =>
        documents.replacePages(family.document.id, [pageOf(1, 'x')]),
      )
      const own = await takeAlong(owner)
      const pages = await as(owner, ({ exports }) => exports.listPages(family.document.id, 0, 10))
      const receiver = await addAccount(opened().store)
      const bring = () =>
        as(receiver.id, async ({ imports }) => {
          const id = (await imports.begin()) as string
          const members = await imports.addMembers(id, own.members)
          const records = await imports.addRecords(
            id,
            own.records.map((record) => ({
              ...record,
              family_member_id: members.get(Number(record['family_member_id'])),
            })),
          )
          const documents = await imports.addDocuments(
            id,
            own.documents.map((document) => ({
              ...document,
              health_record_id: records.get(Number(document['health_record_id'])),
              stored_filename: 'brought',
            })),
          )
          const taken = await imports.addPages(
            id,
            items(pages).map((page) => ({
              ...page,
              document_id: documents.get(Number(page['document_id'])),
            })),
          )
          return { id, members, taken }
        })
      const seen = () => as(receiver.id, ({ healthRecords }) => healthRecords.list(list))

      const half = await bring()
      expect([half.taken, (await seen()).total]).toEqual([1, 0])
      await abandon(receiver.id, half.id)
      const gone = as(receiver.id, ({ imports }) => imports.finish(half.id, 1, {}))
      expect(await gone).toBe(false)

      const whole = await bring()
      const self = whole.members.get(family.account.selfId)!
      const finished = as(receiver.id, ({ imports }) =>
        imports.finish(whole.id, self, { first_name: 'Brought' }),
      )
      expect(await finished).toBe(true)
      expect(await seen()).toMatchObject({
        total: 1,
        items: [{ diagnosis: family.record.diagnosis }],
      })
      expect(await opened().store.accounts.find(receiver.id)).toMatchObject({
        firstName: 'Brought',
        selfId: self,
      })
      expect(await as(receiver.id, ({ imports }) => imports.begin())).toBeUndefined()
    })

    it('do not come into an account in which something was written', async () => {
      expect(await as(owner, ({ imports }) => imports.begin())).toBeUndefined()
    })

    it('reach nobody else’s persons', async () => {
      const thief = await addAccount(opened().store)
      const id = (await as(thief.id, ({ imports }) => imports.begin())) as string
      const record = { ...family.record, family_member_id: family.child.id, date: '2024-01-01' }
      const added = as(thief.id, ({ imports }) => imports.addRecords(id, [record]))
      expect(await added).toEqual(new Map())
      expect(await as(thief.id, ({ imports }) => imports.finish(id, family.child.id, {}))).toBe(
        false,
      )
    })
  })

  async function abandon(accountId: number, importId: string): Promise<void> {
    while (!(await as(accountId, ({ imports }) => imports.abandon(importId))).done);
  }

  describe('deletions', () => {
    beforeEach(start)

    const deletions = () => opened().store.deletions

    it('are asked for, keep their first date, and can be taken back', async () => {
      const due = soon()
      expect(await deletions().request(owner, due)).toMatchObject({ dueAt: due })
      const later = new Date(due.getTime() + 60_000)
      expect(await deletions().request(owner, later)).toMatchObject({ dueAt: due })
      expect(await deletions().find(owner)).toEqual(due)
      expect(await deletions().listDue(new Date())).not.toContain(owner)
      expect(await deletions().listDue(due)).toContain(owner)
      expect(await deletions().begin(owner, new Date())).toBeUndefined()
      expect(await deletions().cancel(owner)).toBe(true)
      expect(await deletions().cancel(owner)).toBe(false)
      expect(await deletions().find(owner)).toBeUndefined()
    })

    it('cannot be taken back once they began, and end the account with what nobody else owns', async () => {
      const other = await addAccount(opened().store)
      await opened().share(other.id, family.account.selfId, 'viewer')
      const due = soon()
      await deletions().request(owner, due)
      expect(await deletions().begin(owner, due)).toEqual([])
      expect(await deletions().cancel(owner)).toBe(false)
      const files = await erase(owner)
      expect(files).toEqual([family.document.filePath])
      expect(await deletions().finish(owner)).toEqual([])
      expect(await deletions().finish(owner)).toEqual([])
      expect(await opened().store.accounts.find(owner)).toBeUndefined()
      const members = await as(other.id, ({ familyMembers }) => familyMembers.list())
      expect(members.map(({ id }) => id)).toEqual([other.selfId])
    })

    it('leave a person to who also owns it, with what the account wrote of it', async () => {
      const other = await addAccount(opened().store)
      await opened().share(other.id, family.child.id, 'owner')
      const due = soon()
      await deletions().request(owner, due)
      await deletions().begin(owner, due)
      expect(await erase(owner)).toEqual([])
      await deletions().finish(owner)
      const record = await as(other.id, ({ healthRecords }) => healthRecords.find(family.record.id))
      expect(record).toMatchObject({ userId: other.id })
    })

    it('finish nothing that was not begun', async () => {
      expect(await deletions().finish(owner)).toEqual([])
      expect(await opened().store.accounts.find(owner)).toBeDefined()
    })

    async function erase(accountId: number): Promise<string[]> {
      const files: string[] = []
      for (;;) {
        const removed = await deletions().eraseSome(accountId)
        files.push(...removed.files.map(({ path }) => path))
        if (removed.done) return files
      }
    }
  })
}
