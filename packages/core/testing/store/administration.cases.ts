import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { OpenedStore } from './opened-store.ts'
import { addAccount, addFamily } from './samples.ts'

const page = { page: 1, perPage: 100 }

export function describeAdministration(opened: () => OpenedStore): void {
  const administration = () => opened().store.administration
  const listed = async (id: number) =>
    (await administration().listAccounts()).find((account) => account.id === id)

  /** A job that was given up after its only attempt. */
  async function addFailedJob(uniqueKey: string): Promise<number> {
    const { jobs } = opened().store
    const job = await jobs.enqueueForHouse({
      kind: 'clean-files',
      payload: {},
      maxAttempts: 1,
      uniqueKey,
    })
    for (;;) {
      const claimed = await jobs.claim('administration', 60)
      if (claimed?.id === job.id) break
      if (claimed) await jobs.complete(claimed.id, 'administration')
    }
    await jobs.fail(job.id, 'administration', 'The disk is full.')
    return job.id
  }

  describe('administration', () => {
    it('lists accounts, the newest first, with the room of their papers and nothing of health', async () => {
      const { account } = await addFamily(opened().store)
      const [newest] = await administration().listAccounts()
      expect(newest).toEqual({
        id: account.id,
        username: account.username,
        email: account.email,
        firstName: 'Ada',
        lastName: 'Example',
        isAdmin: false,
        createdAt: account.createdAt,
        lastSeenAt: undefined,
        disabledAt: undefined,
        locked: false,
        secondFactor: false,
        storageBytes: 1234,
      })
      const found = await administration().findAccountByEmail(account.email.toUpperCase())
      expect(found).toEqual({ id: account.id })
      expect(await administration().findAccountByEmail('nobody@example.org')).toBeUndefined()
    })

    it('closes an account: its sessions are found no more and its tokens are dead', async () => {
      const { store } = opened()
      const { id } = await addAccount(store)
      const [createdAt, expiresAt] = [new Date(), new Date(Date.now() + 60_000)]
      const session = { id: randomBytes(32).toString('hex'), accountId: id, createdAt, expiresAt }
      const refreshHash = randomBytes(32).toString('hex')
      await store.sessions.add({ ...session, remember: false, refreshHash })
      const token = { name: 'script', scopes: ['records:read'] as const, hint: 'abcdefgh' }
      const tokenHash = randomBytes(32).toString('hex')
      await store.as(id, ({ apiTokens }) =>
        apiTokens.add({ ...token, tokenHash, createdAt, expiresAt }),
      )
      expect(await store.apiTokens.find(tokenHash, createdAt)).toBeDefined()
      expect(await administration().changeAccount(id, { disabled: true })).toBe('changed')
      expect((await listed(id))?.disabledAt).toBeInstanceOf(Date)
      expect(await store.sessions.find(session.id, createdAt)).toBeUndefined()
      expect(await administration().changeAccount(id, { disabled: false })).toBe('changed')
      expect((await listed(id))?.disabledAt).toBeUndefined()
      expect(await store.apiTokens.find(tokenHash, createdAt)).toBeUndefined()
      expect(await administration().changeAccount(987_654, { disabled: true })).toBe('unknown')
    })

    it('keeps one administrator of two who take the right from each other at once', async () => {
      const pair = [
        await addAccount(opened().store, { isAdmin: true }),
        await addAccount(opened().store, { isAdmin: true }),
      ].map(({ id }) => id)
      for (const { id, isAdmin } of await administration().listAccounts())
        if (isAdmin && !pair.includes(id))
          await administration().changeAccount(id, { isAdmin: false })
      const answers = await Promise.all(
        pair.map((id) => administration().changeAccount(id, { isAdmin: false })),
      )
      expect(answers.toSorted()).toEqual(['changed', 'last-administrator'])
      const last = pair[answers.indexOf('last-administrator')]!
      const closing = administration().changeAccount(last, { disabled: true })
      expect(await closing).toBe('last-administrator')
      expect(await listed(last)).toMatchObject({ isAdmin: true, disabledAt: undefined })
      expect(await administration().changeAccount(last, { disabled: false })).toBe('changed')
    })

    it('opens what wrong passwords had locked', async () => {
      const { id } = await addAccount(opened().store)
      expect(await administration().unlock(id)).toBe(true)
      expect(await administration().unlock(987_654)).toBe(false)
    })

    it('shows jobs without what they work on, and queues a failed one anew, once', async () => {
      const key = `administration ${randomBytes(6).toString('hex')}`
      const id = await addFailedJob(key)
      const { failed } = await administration().countJobs()
      const jobs = await administration().listJobs({ state: 'failed', kind: 'clean-files' }, page)
      expect(jobs.items.find((job) => job.id === id)).toEqual({
        id,
        kind: 'clean-files',
        state: 'failed',
        attempts: 1,
        maxAttempts: 1,
        reason: 'The disk is full.',
        createdAt: expect.any(Date),
        finishedAt: expect.any(Date),
      })
      const answers = await Promise.all([1, 2, 3].map(() => administration().retryJob(id)))
      expect(answers.toSorted()).toEqual(['not-failed', 'not-failed', 'queued'])
      expect((await administration().countJobs()).failed).toBe(failed - 1)
      expect(await administration().retryJob(987_654)).toBe('unknown')
    })

    it('queues no failed job beside one like it that waits', async () => {
      const key = `administration ${randomBytes(6).toString('hex')}`
      const id = await addFailedJob(key)
      const { jobs } = opened().store
      await jobs.enqueueForHouse({ kind: 'clean-files', payload: {}, uniqueKey: key })
      expect(await administration().retryJob(id)).toBe('running-already')
    })
  })
}
