import { beforeAll, describe, expect, it } from 'vitest'
import { DomainError, type Account, type AccountStore } from '../../src/index.ts'
import type { OpenedStore } from './opened-store.ts'
import {
  addAccount,
  addDocument,
  addFamily,
  childInput,
  refusal,
  type Family,
  page,
  recordInput,
} from './samples.ts'

/** What anyone could try to see, and to change, of a family. */
export function describeSharing(opened: () => OpenedStore): void {
  describe('sharing', () => {
    describeAttempts(opened)
  })
}

function describeAttempts(opened: () => OpenedStore): void {
  let family: Family
  let jobId: number
  let other: Account

  beforeAll(async () => {
    const { store } = opened()
    family = await addFamily(store)
    jobId = await store.as(family.account.id, async (own) => {
      await own.documents.replacePages(family.document.id, [page(1, 'Haemoglobin 9.1 quokka')])
      await own.consents.give(family.child.id, 'router.example', '1')
      return (await own.jobs.enqueue({ kind: 'read-document', payload: {} })).id
    })
  })

  const asOther = <Result>(work: (store: AccountStore) => Promise<Result>): Promise<Result> =>
    opened().store.as(other.id, work)

  async function sees(): Promise<boolean[]> {
    const { child, record, document } = family
    return asOther(async (theirs) => [
      (await theirs.familyMembers.find(child.id)) !== undefined,
      (await theirs.familyMembers.list()).length > 1,
      (await theirs.healthRecords.find(record.id)) !== undefined,
      (await theirs.healthRecords.list({ page: 1, perPage: 20 })).total > 0,
      (await theirs.healthRecords.list({ page: 1, perPage: 20 })).items.length > 0,
      (await theirs.documents.find(document.id)) !== undefined,
      (await theirs.documents.findPage(document.id, 1)) !== undefined,
      (await theirs.documents.listOfRecord(record.id)).length > 0,
      (await theirs.documents.list({ page: 1, perPage: 20 })).total > 0,
      (await theirs.search.search({ text: 'quokka', page: 1, perPage: 20 })).total > 0,
      // A typing error would be corrected from what others have written.
      (await theirs.search.search({ text: 'quoka', page: 1, perPage: 20 })).corrections.length > 0,
      (await theirs.search.listPassages({ text: 'quokka', familyMemberId: child.id, limit: 5 }))
        .length > 0,
    ])
  }

  /** Each in a transaction of its own: a refusal of the database ends it. */
  async function attack() {
    const { account, child, record, document } = family
    const before = await snapshot()
    const input = { ...recordInput, familyMemberId: child.id }
    const attempts: ((theirs: AccountStore) => Promise<unknown>)[] = [
      ({ familyMembers }) => familyMembers.update(child.id, { ...childInput, name: 'Taken' }),
      ({ familyMembers }) => familyMembers.remove(child.id),
      ({ familyMembers }) => familyMembers.restore(child.id),
      ({ healthRecords }) => healthRecords.add(input),
      ({ healthRecords }) => healthRecords.update(record.id, { ...input, notes: 'Taken' }),
      ({ healthRecords }) =>
        healthRecords.update(record.id, { ...input, familyMemberId: other.selfId }),
      ({ healthRecords }) => healthRecords.remove(record.id),
      ({ healthRecords }) => healthRecords.restore(record.id),
      (theirs) => addDocument(theirs, record.id),
      ({ documents }) => documents.setJob(document.id, 1),
      ({ documents }) => documents.setState(document.id, 'failed', { reason: 'Taken' }),
      ({ documents }) => documents.replacePages(document.id, [page(1, 'Taken')]),
      ({ documents }) => documents.replacePages(document.id, []),
      ({ documents }) => documents.remove(document.id),
      ({ documents }) => documents.restore(document.id),
      ({ consents }) => consents.give(child.id, 'evil.example', '1'),
      ({ consents }) => consents.withdraw(child.id, 'router.example'),
    ]
    const successes: unknown[] = []
    for (const attempt of attempts) {
      const answer = await asOther(attempt).catch(onlyRefusals)
      if (answer) successes.push(answer)
    }
    return { successes, before, after: await snapshot() }

    async function snapshot() {
      return opened().store.as(account.id, async (own) => [
        await own.familyMembers.find(child.id),
        await own.healthRecords.list({ page: 1, perPage: 20 }),
        await own.documents.find(document.id),
        await own.documents.findPage(document.id, 1),
        await own.documents.listOfRecord(record.id),
        await own.consents.list(),
      ])
    }
  }

  describe('a stranger', () => {
    beforeAll(async () => void (other = await addAccount(opened().store, { isAdmin: true })))

    it('sees nothing, as administrator neither', async () => {
      expect(await sees()).not.toContain(true)
    })

    it('changes nothing', async () => {
      const { successes, before, after } = await attack()
      expect(successes).toEqual([])
      expect(after).toEqual(before)
    })

    it('sees neither jobs nor consents, and cancels nothing', async () => {
      await asOther(async (theirs) => {
        expect(await theirs.jobs.find(jobId)).toBeUndefined()
        expect(await theirs.jobs.requestCancel(jobId)).toBe(false)
        expect(await theirs.consents.list()).toEqual([])
        expect(await theirs.consents.listHosts(family.child.id)).toEqual([])
      })
    })

    it('moves no record of its own to the person', async () => {
      const own = await asOther(({ healthRecords }) =>
        healthRecords.add({ ...recordInput, familyMemberId: other.selfId }),
      )
      const move = asOther(({ healthRecords }) =>
        healthRecords.update(own.id, { ...recordInput, familyMemberId: family.child.id }),
      )
      expect(await refusal(move)).toBe('forbidden')
    })

    it('is anyone whose account does not exist', async () => {
      const seen = opened().store.as(987_654, ({ healthRecords }) =>
        healthRecords.list({ page: 1, perPage: 20 }),
      )
      expect(await seen).toMatchObject({ items: [], total: 0 })
    })
  })

  describe('a viewer', () => {
    beforeAll(async () => {
      other = await addAccount(opened().store)
      await opened().share(other.id, family.child.id, 'viewer')
    })

    it('sees everything of the person', async () => {
      expect(await sees()).not.toContain(false)
    })

    it('changes nothing', async () => {
      const { successes, before, after } = await attack()
      expect(successes).toEqual([])
      expect(after).toEqual(before)
    })

    it('sees nothing once the share has expired, and all again when it is renewed', async () => {
      const { share } = opened()
      await share(other.id, family.child.id, 'viewer', new Date(Date.now() - 1000))
      expect(await sees()).not.toContain(true)
      await share(other.id, family.child.id, 'viewer', new Date(Date.now() + 60_000))
      expect(await sees()).not.toContain(false)
      await share(other.id, family.child.id, undefined)
      expect(await sees()).not.toContain(true)
    })
  })

  describe('an editor', () => {
    beforeAll(async () => {
      other = await addAccount(opened().store)
      await opened().share(other.id, family.child.id, 'editor')
    })

    it('writes, under its own name', async () => {
      const record = await asOther(({ healthRecords }) =>
        healthRecords.add({ ...recordInput, familyMemberId: family.child.id }),
      )
      expect(record.userId).toBe(other.id)
      const { store } = opened()
      const seen = await store.as(family.account.id, ({ healthRecords }) =>
        healthRecords.find(record.id),
      )
      expect(seen).toEqual(record)
      expect(await asOther(({ healthRecords }) => healthRecords.remove(record.id))).toBe(true)
    })

    it('does not remove the person', async () => {
      expect(await asOther((theirs) => theirs.familyMembers.remove(family.child.id))).toBe(false)
    })

    it('gives consent for itself alone', async () => {
      await asOther(({ consents }) => consents.give(family.child.id, 'own.example', '1'))
      const hosts = await opened().store.as(family.account.id, ({ consents }) =>
        consents.listHosts(family.child.id),
      )
      expect(hosts).toEqual(['router.example'])
    })
  })
}

function onlyRefusals(error: unknown): void {
  if (!(error instanceof DomainError)) throw error
}
