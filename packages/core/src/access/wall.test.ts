import { expect, test, vi } from 'vitest'
import type { AccountStore, Store } from '../store.ts'
import { withAccessRule } from './wall.ts'

const now = () => new Date('2026-01-15T12:00:00Z')
const mine = 1
const foreign = 2

/** A database whose row-level security has failed: it shows everything, and takes every change. */
function openWalled(role: 'owner' | 'editor' | 'viewer' = 'owner') {
  const changes: string[] = []
  const change = (name: string) => async () => (changes.push(name), true)
  const record = (id: number) => ({ id, familyMember: { id } })
  const document = (id: number) => ({ id, familyMemberId: id })
  const page = { items: [record(mine), record(foreign)], total: 2, page: 1, pages: 1 }
  const search = vi.fn(async () => ({ ...page, corrections: [] }))
  const inner = {
    access: { list: async () => [{ familyMemberId: mine, role }] },
    familyMembers: {
      list: async () => [{ id: mine }, { id: foreign }],
      find: async (id: number) => ({ id }),
      findSelf: async () => ({ id: foreign }),
      update: change('person'),
      remove: change('person removed'),
      restore: change('person restored'),
    },
    healthRecords: {
      find: async (id: number) => record(id),
      list: async () => page,
      listDue: async () => [record(mine), record(foreign)],
      add: change('record added'),
      update: change('record'),
      remove: change('record removed'),
      restore: async (id: number) => record(id),
    },
    documents: {
      find: async (id: number) => document(id),
      findPage: async () => ({ text: 'page' }),
      listOfRecord: async () => [document(mine), document(foreign)],
      list: async () => ({ ...page, items: [document(foreign)], total: 1 }),
      add: async ({ healthRecordId }: { healthRecordId: number }) => document(healthRecordId),
      setJob: change('job'),
      setState: change('state'),
      replacePages: change('pages'),
      remove: change('document removed'),
      restore: async (id: number) => document(id),
    },
    search: { search, listPassages: async () => [record(mine), record(foreign)] },
    consents: {
      list: async () => [{ familyMemberId: mine }, { familyMemberId: foreign }],
      listHosts: async () => ['host.example'],
      give: change('consent'),
      withdraw: change('consent withdrawn'),
    },
    jobs: {
      find: async (id: number) => ({
        id,
        accountId: id < 10 ? 7 : 8,
        familyMemberId: id === foreign ? foreign : undefined,
      }),
      enqueue: change('job'),
      requestCancel: change('cancel'),
    },
    shares: { offer: change('offer') },
    aiAudit: { begin: change('attempt') },
    audit: { listAccesses: async () => 'accesses' },
    exports: {
      list: async () => [
        { id: 1, item: { family_member_id: mine } },
        { id: 2, item: { family_member_id: foreign } },
        { id: 3, item: {} },
      ],
    },
    newcomer: { list: async () => ['everything'] },
  }
  const run: Store['as'] = (_acting, work) => work(inner as unknown as AccountStore)
  const store = withAccessRule({ as: run, read: run } as Store, now)
  const as = <Result>(work: (store: AccountStore) => Promise<Result>) => store.as(7, work)
  return { as, read: store.read, changes, search }
}

const ids = (list: readonly unknown[]) => list.map((each) => (each as { id: number }).id)

test('nothing of somebody else leaves, though the database shows it', async () => {
  const { as, search } = openWalled()
  await as(async (own) => {
    expect(ids(await own.familyMembers.list())).toEqual([mine])
    expect(await own.familyMembers.find(foreign)).toBeUndefined()
    await expect(own.familyMembers.findSelf()).rejects.toMatchObject({ code: 'not-found' })
    expect(await own.healthRecords.find(foreign)).toBeUndefined()
    const list = await own.healthRecords.list({ page: 1, perPage: 20 })
    expect([ids(list.items), list.total]).toEqual([[mine], 1])
    expect(ids(await own.healthRecords.listDue('2026-01-15'))).toEqual([mine])
    expect(await own.documents.find(foreign)).toBeUndefined()
    expect(await own.documents.findPage(foreign, 1)).toBeUndefined()
    expect(ids(await own.documents.listOfRecord(mine))).toEqual([mine])
    expect(await own.documents.list({ page: 1, perPage: 20 })).toMatchObject({
      items: [],
      total: 0,
    })
    const found = await own.search.search({ text: 'x', page: 1, perPage: 20 })
    expect(ids(found.items)).toEqual([mine])
    const passages = { text: 'x', limit: 8 }
    expect(ids(await own.search.listPassages({ ...passages, familyMemberId: mine }))).toEqual([
      mine,
    ])
    await expect(
      own.search.listPassages({ ...passages, familyMemberId: foreign }),
    ).rejects.toMatchObject({ code: 'not-found' })
    expect((await own.consents.list()).map(({ familyMemberId }) => familyMemberId)).toEqual([mine])
    expect(await own.consents.listHosts(foreign)).toEqual([])
    expect(await own.consents.listHosts(mine)).toEqual(['host.example'])
    expect(await own.jobs.find(mine)).toBeDefined()
    expect(await own.jobs.find(foreign)).toBeUndefined()
    expect(await own.jobs.find(12)).toBeUndefined()
    expect(ids(await own.exports.list('health-records', 0, 100))).toEqual([1, 3])
    expect(ids(await own.exports.list('family-members', 0, 100))).toEqual([1])
    await expect(own.audit.listAccesses(foreign, { page: 1, perPage: 20 })).rejects.toMatchObject({
      code: 'not-found',
    })
  })
  expect(search).toHaveBeenCalledWith(expect.objectContaining({ within: [mine] }))
})

const input = { date: '2026-01-15' }
const changes: [
  string,
  'editor' | 'owner',
  (store: AccountStore, id: number) => Promise<unknown>,
][] = [
  ['changes a person', 'editor', (s, id) => s.familyMembers.update(id, {} as never)],
  ['removes a person', 'owner', (s, id) => s.familyMembers.remove(id)],
  ['restores a person', 'owner', (s, id) => s.familyMembers.restore(id)],
  ['adds a record', 'editor', (s, id) => s.healthRecords.add({ ...input, familyMemberId: id })],
  [
    'changes a record',
    'editor',
    (s, id) => s.healthRecords.update(id, { ...input, familyMemberId: id }),
  ],
  ['removes a record', 'editor', (s, id) => s.healthRecords.remove(id)],
  ['restores a record', 'editor', (s, id) => s.healthRecords.restore(id)],
  ['adds a document', 'editor', (s, id) => s.documents.add({ healthRecordId: id } as never)],
  ['sets a job', 'editor', (s, id) => s.documents.setJob(id, 1)],
  ['sets a state', 'editor', (s, id) => s.documents.setState(id, 'done')],
  ['replaces pages', 'editor', (s, id) => s.documents.replacePages(id, [])],
  ['removes a document', 'editor', (s, id) => s.documents.remove(id)],
  ['restores a document', 'editor', (s, id) => s.documents.restore(id)],
  ['gives consent', 'editor', (s, id) => s.consents.give(id, 'host.example', '1')],
  ['withdraws consent', 'editor', (s, id) => s.consents.withdraw(id, 'host.example')],
  [
    'queues work',
    'editor',
    (s, id) => s.jobs.enqueue({ kind: 'read-document', payload: {}, familyMemberId: id }),
  ],
  ['shares', 'owner', (s, id) => s.shares.offer({ familyMemberId: id } as never)],
]

test.each(changes)('who %s is at least the %s of the person', async (_name, needed, attempt) => {
  for (const role of ['viewer', 'editor', 'owner'] as const) {
    const { as, changes } = openWalled(role)
    const answer = await as((own) => attempt(own, mine)).then(
      () => 'passes',
      (error: { code: string }) => error.code,
    )
    const may = role === 'owner' || role === needed
    expect([role, answer]).toEqual([role, may ? 'passes' : 'forbidden'])
    if (!may) expect(changes).toEqual([])
  }
})

test.each(changes)('nobody %s of somebody else', async (_name, _needed, attempt) => {
  const { as, changes } = openWalled()
  const answer = await as((own) => attempt(own, foreign)).catch(
    (error: { code: string }) => error.code,
  )
  // Refused, or nothing to be found.
  expect([undefined, false, 'not-found']).toContain(answer)
  expect(changes).toEqual([])
})

test('a record is moved only to a person for whom the account writes', async () => {
  const { as, changes } = openWalled()
  const moved = as(({ healthRecords }) =>
    healthRecords.update(mine, { ...input, familyMemberId: foreign }),
  )
  await expect(moved).rejects.toMatchObject({ code: 'not-found' })
  expect(changes).toEqual([])
})

test('what nobody has thought about is not there', async () => {
  const { as } = openWalled()
  await as(async (own) =>
    expect((own as unknown as { newcomer?: object }).newcomer).toBeUndefined(),
  )
})

test('questions of one round trip are all asked before the answer to any', async () => {
  const asked: string[] = []
  const late = (name: string, value: unknown) => async () => {
    asked.push(name)
    await new Promise((resolve) => setTimeout(resolve, 5))
    return value
  }
  const inner = {
    access: { list: late('access', [{ familyMemberId: mine, role: 'viewer' }]) },
    healthRecords: { find: late('record', { id: 4, familyMember: { id: mine } }) },
  }
  const run: Store['read'] = (_acting, work) => work(inner as unknown as AccountStore)
  const store = withAccessRule({ as: run, read: run } as Store, now)
  const found = store.read(7, ({ healthRecords }) => healthRecords.find(4))
  expect(asked).toEqual(['record', 'access'])
  expect(await found).toMatchObject({ id: 4 })
})
