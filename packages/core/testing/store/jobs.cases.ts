import { beforeEach, describe, expect, it } from 'vitest'
import type { Account, Job, NewJob } from '../../src/index.ts'
import type { OpenedStore } from './opened-store.ts'
import { addAccount, tally } from './samples.ts'

const work: NewJob = { kind: 'read-document', payload: { documentId: 7, nested: ['é', null] } }

export function describeJobs(opened: () => OpenedStore): void {
  let account: Account
  const queue = () => opened().store.jobs
  const enqueue = (job: NewJob): Promise<Job> =>
    opened().store.as(account.id, ({ jobs }) => jobs.enqueue(job))
  const find = (id: number): Promise<Job | undefined> =>
    opened().store.as(account.id, ({ jobs }) => jobs.find(id))
  const cancel = (id: number): Promise<boolean> =>
    opened().store.as(account.id, ({ jobs }) => jobs.requestCancel(id))

  describe('jobs', () => {
    beforeEach(async () => {
      account ??= await addAccount(opened().store)
      await queue().releaseAll()
      for (let job = await queue().claim('sweep', 60); job; job = await queue().claim('sweep', 60))
        await queue().complete(job.id, 'sweep')
    })

    it('goes its way: queued, running with progress, done', async () => {
      const job = await enqueue(work)
      expect(job).toMatchObject({ ...work, accountId: account.id, state: 'queued', attempts: 0 })
      expect(await find(job.id)).toEqual(job)
      const claimed = await queue().claim('one', 60)
      expect(claimed).toMatchObject({ ...work, id: job.id, state: 'running', attempts: 1 })
      const progress = { stage: 'reading', done: 2, total: 5 }
      expect(await queue().heartbeat(job.id, 'one', 60, progress)).toBe('held')
      expect(await queue().heartbeat(job.id, 'one', 60)).toBe('held')
      expect(await find(job.id)).toMatchObject({ state: 'running', progress })
      await queue().complete(job.id, 'one')
      const ended = await find(job.id)
      expect(ended).toMatchObject({ state: 'done', finishedAt: expect.any(Date) })
      expect(await queue().heartbeat(job.id, 'one', 60)).toBe('lost')
    })

    it('is claimed by one worker only, however many come', async () => {
      const ids = await Promise.all(
        Array.from({ length: 10 }, async () => (await enqueue(work)).id),
      )
      const claims = await Promise.all(
        Array.from({ length: 30 }, (_, index) => queue().claim(`worker-${index}`, 60)),
      )
      const claimed = claims.flatMap((job) => job?.id ?? [])
      expect(claimed.toSorted((a, b) => a - b)).toEqual(ids.toSorted((a, b) => a - b))
    })

    it('comes back when the lease runs out, and the one who was late has lost it', async () => {
      const { id } = await enqueue(work)
      await queue().claim('late', 0)
      expect(await queue().claim('next', 60)).toMatchObject({ id, attempts: 2 })
      expect(await queue().heartbeat(id, 'late', 60)).toBe('lost')
      await queue().complete(id, 'late')
      await queue().fail(id, 'late', 'never mind')
      await queue().release(id, 'late')
      expect(await find(id)).toMatchObject({ state: 'running', attempts: 2 })
      expect(await queue().claim('third', 60)).toBeUndefined()
    })

    it('waits after a failure, and is a dead letter after the last', async () => {
      const { id } = await enqueue({ ...work, maxAttempts: 2 })
      await queue().claim('one', 60)
      expect(await queue().fail(id, 'one', 'The disk was full.')).toBe('queued')
      expect(await find(id)).toMatchObject({ state: 'queued', reason: 'The disk was full.' })
      expect(await queue().claim('one', 60)).toBeUndefined()

      const last = await enqueue({ ...work, maxAttempts: 1 })
      await queue().claim('one', 60)
      expect(await queue().fail(last.id, 'one', 'Nobody can read this.')).toBe('failed')
      const dead = await find(last.id)
      expect(dead).toMatchObject({ state: 'failed', reason: 'Nobody can read this.' })
      expect(dead?.finishedAt).toBeInstanceOf(Date)
    })

    it('is cancelled at once while it waits, and at the next heartbeat while it runs', async () => {
      const waiting = await enqueue(work)
      expect(await cancel(waiting.id)).toBe(true)
      expect(await find(waiting.id)).toMatchObject({ state: 'cancelled' })
      expect(await queue().claim('one', 60)).toBeUndefined()
      expect(await cancel(waiting.id)).toBe(false)

      const running = await enqueue(work)
      await queue().claim('one', 60)
      expect(await cancel(running.id)).toBe(true)
      expect(await find(running.id)).toMatchObject({ state: 'running', cancelRequested: true })
      expect(await queue().heartbeat(running.id, 'one', 60)).toBe('cancel')
      await queue().markCancelled(running.id, 'one')
      expect(await find(running.id)).toMatchObject({ state: 'cancelled' })
      expect(await cancel(987_654)).toBe(false)
    })

    it('goes back uncounted when its worker stops', async () => {
      const { id } = await enqueue(work)
      await queue().claim('one', 60)
      await queue().release(id, 'one')
      expect(await find(id)).toMatchObject({ state: 'queued', attempts: 0 })
      expect(await queue().claim('two', 60)).toMatchObject({ id, attempts: 1 })
    })

    it('is free at once after a restart, the attempt counted', async () => {
      const { id } = await enqueue(work)
      await queue().claim('killed', 3600)
      expect(await queue().releaseAll()).toBe(1)
      expect(await queue().claim('two', 60)).toMatchObject({ id, attempts: 2 })
    })

    it('exists once for a key while it is unfinished, and anew afterwards', async () => {
      const keyed = { ...work, uniqueKey: 'read:1' }
      const jobs = await Promise.all(Array.from({ length: 10 }, () => enqueue(keyed)))
      const id = jobs[0]?.id as number
      expect(tally(jobs.map((job) => job.id))).toEqual({ [id]: 10 })
      await queue().claim('one', 60)
      expect((await enqueue(keyed)).id).toBe(id)
      await queue().complete(id, 'one')
      expect((await enqueue(keyed)).id).not.toBe(id)
    })

    it('shares no key with another account', async () => {
      const keyed = { ...work, uniqueKey: 'read:2' }
      const mine = await enqueue(keyed)
      const other = await addAccount(opened().store)
      const theirs = await opened().store.as(other.id, ({ jobs }) => jobs.enqueue(keyed))
      expect(theirs.id).not.toBe(mine.id)
      expect(await find(theirs.id)).toBeUndefined()
    })

    it("does the house's own work, once for a key, for no account", async () => {
      const keyed: NewJob = { kind: 'clean-files', payload: {}, uniqueKey: 'clean' }
      const jobs = await Promise.all([1, 2, 3].map(() => queue().enqueueForHouse(keyed)))
      expect(new Set(jobs.map(({ id }) => id)).size).toBe(1)
      const claimed = await queue().claim('one', 60)
      expect(claimed).toMatchObject({ kind: 'clean-files', accountId: undefined })
      expect(await find(claimed?.id as number)).toBeUndefined()
      const unkeyed: NewJob = { kind: 'purge-deleted', payload: {} }
      const two = await Promise.all([1, 2].map(() => queue().enqueueForHouse(unkeyed)))
      expect(new Set(two.map(({ id }) => id)).size).toBe(2)
    })
  })
}
