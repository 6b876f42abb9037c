import { describe, expect, it } from 'vitest'
import type { NotificationRepository } from '../../src/index.ts'
import type { OpenedStore } from './opened-store.ts'
import { addAccount, addFamily, recordInput, tally } from './samples.ts'

const wanted = {
  emailNotifications: true,
  recordReminders: false,
  securityAlerts: false,
  aiInsights: true,
  frequency: 'weekly',
  detailInMail: true,
} as const

export function describeNotifications(opened: () => OpenedStore): void {
  const own = <Result>(id: number, work: (own: NotificationRepository) => Promise<Result>) =>
    opened().store.as(id, ({ notifications }) => work(notifications))

  describe('notifications', () => {
    it('are chosen by each account for itself; at first nothing of detail is in a mail', async () => {
      const { store } = opened()
      const [anna, ben] = [await addAccount(store), await addAccount(store)]
      const first = await store.subscribers.findPreferences(ben.id)
      expect(first).toMatchObject({ securityAlerts: true, frequency: 'daily', detailInMail: false })
      await own(anna.id, (mine) => mine.setPreferences(wanted))
      expect(await store.subscribers.findPreferences(anna.id)).toEqual(wanted)
      expect(await store.subscribers.findPreferences(ben.id)).toEqual(first)
      expect(await store.subscribers.findPreferences(2_000_000_000)).toBeUndefined()
    })

    it('about what has its time go to those who want any', async () => {
      const { store } = opened()
      const [anna, ben, cleo] = [
        await addAccount(store),
        await addAccount(store),
        await addAccount(store),
      ]
      await own(ben.id, (his) => his.setPreferences({ ...wanted, emailNotifications: false }))
      await own(cleo.id, (hers) => hers.setPreferences({ ...wanted, aiInsights: false }))
      const ids = await store.subscribers.list()
      expect(ids).toContain(anna.id)
      expect(ids).not.toContain(ben.id)
      expect(ids).not.toContain(cleo.id)
    })

    it('have one digest a day, claimed by twenty at once, and none of a day before', async () => {
      const { id } = await addAccount(opened().store)
      const claim = (day: string) => own(id, (mine) => mine.claimDigest(day))
      const answers = await Promise.all(Array.from({ length: 20 }, () => claim('2026-03-02')))
      expect(tally(answers)).toEqual({ true: 1, false: 19 })
      expect(await claim('2026-03-01')).toBe(false)
      expect(await claim('2026-03-03')).toBe(true)
    })

    it('tell each account of a follow-up once, and again of another date', async () => {
      const { store } = opened()
      const { account, record } = await addFamily(store)
      const tell = (due: string) =>
        own(account.id, (mine) => mine.markTold([{ recordId: record.id, due }]))
      const answers = await Promise.all(Array.from({ length: 10 }, () => tell('2026-03-02')))
      expect(answers.flat()).toEqual([record.id])
      expect(await tell('2026-03-09')).toEqual([record.id])
      expect(await own(account.id, (mine) => mine.markTold([]))).toEqual([])
    })

    it('take nothing back of what a transaction told that failed', async () => {
      const { account, record } = await addFamily(opened().store)
      const told = [{ recordId: record.id, due: '2026-03-02' }]
      const failing = own(account.id, async (mine) => {
        await mine.claimDigest('2026-03-02')
        await mine.markTold(told)
        throw new Error('killed half-way')
      })
      await expect(failing).rejects.toThrow('killed half-way')
      expect(await own(account.id, (mine) => mine.claimDigest('2026-03-02'))).toBe(true)
      expect(await own(account.id, (mine) => mine.markTold(told))).toEqual([record.id])
    })

    it('count the papers that were read since they were told of', async () => {
      const { store } = opened()
      const { account, document } = await addFamily(store)
      const take = (at = new Date()) => own(account.id, (mine) => mine.takeReadPapers(at))
      expect(await take()).toEqual({ read: 0, needAttention: 0 })
      await store.as(account.id, async ({ documents, jobs }) => {
        const job = await jobs.enqueue({ kind: 'read-document', payload: {} })
        await documents.setJob(document.id, job.id)
      })
      expect(await take()).toEqual({ read: 0, needAttention: 0 })
      await finishAll()
      await store.as(account.id, ({ documents }) => documents.setState(document.id, 'done', {}))
      const soon = new Date(Date.now() + 1000)
      expect(await take(soon)).toEqual({ read: 1, needAttention: 0 })
      expect(await take(soon)).toEqual({ read: 0, needAttention: 0 })
    })
  })

  describe('what is due', () => {
    it('comes earliest first, until the day, of those whom the account sees', async () => {
      const { store } = opened()
      const [{ account, child }, stranger] = [await addFamily(store), await addAccount(store)]
      const add = (reviewFollowupDue: string | undefined) =>
        store.as(account.id, ({ healthRecords }) =>
          healthRecords.add({ ...recordInput, familyMemberId: child.id, reviewFollowupDue }),
        )
      const [late, early, beyond, gone] = [
        await add('2026-03-10'),
        await add('2026-03-01'),
        await add('2026-03-11'),
        await add('2026-03-01'),
      ]
      await add(undefined)
      await store.as(account.id, ({ healthRecords }) => healthRecords.remove(gone.id))
      const due = (id: number) =>
        store.as(id, ({ healthRecords }) => healthRecords.listDue('2026-03-10'))
      expect(await due(account.id)).toEqual(
        [early, late].map((record) => ({
          recordId: record.id,
          familyMember: record.familyMember,
          due: record.reviewFollowupDue,
          chiefComplaint: recordInput.chiefComplaint,
          reviewFollowup: recordInput.reviewFollowup,
        })),
      )
      expect(await due(stranger.id)).toEqual([])
      expect(beyond.reviewFollowupDue).toBe('2026-03-11')
    })
  })

  async function finishAll(): Promise<void> {
    const { jobs } = opened().store
    for (;;) {
      const job = await jobs.claim('notifications', 60)
      if (!job) return
      await jobs.complete(job.id, 'notifications')
    }
  }
}
