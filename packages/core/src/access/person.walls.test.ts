import { describe, expect, it, vi } from 'vitest'
import { refusalOf } from '../../testing/ports-under-test.ts'
import type { AccountStore, Store } from '../store.ts'
import type { MemberAccess } from './access.ts'
import { withAccessRule } from './wall.ts'

/** Behind the wall, as the account 7, which owns the person 1 and may look at 2. */
function behindWall(inner: object) {
  const accesses: MemberAccess[] = [
    { familyMemberId: 1, role: 'owner' },
    { familyMemberId: 2, role: 'viewer' },
  ]
  const list = vi.fn(async () => [...accesses])
  const run: Store['as'] = (_acting, work) =>
    work({ access: { list }, ...inner } as unknown as AccountStore)
  const store = withAccessRule({ as: run, read: run } as Store, () => new Date(0))
  return { as: store.as, read: store.read, list, accesses }
}

describe('persons', () => {
  const familyMembers = { find: async (id: number) => ({ id }), findSelf: async () => ({ id: 1 }) }

  it('who may be seen is found', async () => {
    const { read } = behindWall({ familyMembers })
    expect(await read(7, (own) => own.familyMembers.find(2))).toEqual({ id: 2 })
    expect(await read(7, (own) => own.familyMembers.findSelf())).toEqual({ id: 1 })
  })

  it('the rule is asked of the account that acts, in whatever way it came', async () => {
    const { as, list } = behindWall({ familyMembers })
    await as({ accountId: 7, sessionId: 'sid' }, (own) => own.familyMembers.find(1))
    await as(8, (own) => own.familyMembers.find(1))
    expect(list.mock.calls).toEqual([[7], [8]])
  })

  it('one who was added just now may be written about in the same transaction', async () => {
    const { as, accesses } = behindWall({
      familyMembers: {
        add: async () => {
          accesses.push({ familyMemberId: 3, role: 'owner' })
          return { id: 3 }
        },
        find: familyMembers.find,
        remove: async () => true,
      },
    })
    await as(7, async (own) => {
      expect(await own.familyMembers.find(3)).toBeUndefined()
      expect(await own.familyMembers.add({} as never)).toEqual({ id: 3 })
      expect(await own.familyMembers.find(3)).toEqual({ id: 3 })
      expect(await own.familyMembers.remove(3)).toBe(true)
    })
  })

  it('one who was accepted just now is there', async () => {
    const { as, accesses } = behindWall({
      familyMembers,
      shares: {
        accept: async (_id: number, { keepAccess }: { keepAccess: boolean }) => {
          accesses.push({ familyMemberId: 3, role: 'viewer' })
          return { familyMemberId: 3, kind: keepAccess ? 'handover' : 'share' }
        },
        end: async () => 'ended',
      },
    })
    await as(7, async (own) => {
      expect(await own.familyMembers.find(3)).toBeUndefined()
      expect(await own.shares.accept(5, { keepAccess: true })).toEqual({
        familyMemberId: 3,
        kind: 'handover',
      })
      expect(await own.familyMembers.find(3)).toEqual({ id: 3 })
      expect(await own.shares.end(5)).toBe('ended')
    })
  })
})

describe('jobs', () => {
  /** Of the account 7: one about nobody, one about who is seen, one about who is not. Of the account 8: one. */
  const all = new Map([
    [1, { id: 1, accountId: 7 }],
    [2, { id: 2, accountId: 7, familyMemberId: 2 }],
    [3, { id: 3, accountId: 7, familyMemberId: 3 }],
    [4, { id: 4, accountId: 8, familyMemberId: 1 }],
  ])

  it.each([
    [1, true],
    [2, true],
    [3, false],
    [4, false],
    [404, false],
  ])('%i is found and stopped only by whose it is: %s', async (id, mine) => {
    const requestCancel = vi.fn(async () => true)
    const jobs = { find: async (asked: number) => all.get(asked), requestCancel }
    const { as } = behindWall({ jobs })
    expect(await as(7, (own) => own.jobs.find(id))).toBe(mine ? all.get(id) : undefined)
    expect(await as(7, (own) => own.jobs.requestCancel(id))).toBe(mine)
    expect(requestCancel).toHaveBeenCalledTimes(mine ? 1 : 0)
  })

  it('one that has ended already is not stopped', async () => {
    const { as } = behindWall({
      jobs: { find: async () => all.get(1), requestCancel: async () => false },
    })
    expect(await as(7, (own) => own.jobs.requestCancel(1))).toBe(false)
  })

  it('that concern nobody are queued without a question', async () => {
    const { as } = behindWall({ jobs: { enqueue: async () => ({ id: 9 }) } })
    const job = { kind: 'export-data', payload: {} } as const
    expect(await as(7, (own) => own.jobs.enqueue(job))).toEqual({ id: 9 })
  })
})

describe('a model is asked', () => {
  it('about those who may be seen, and about nobody else', async () => {
    const begin = vi.fn(async () => 11)
    const { as } = behindWall({ aiAudit: { begin, end: async () => 'ended' } })
    const attempt = (familyMemberId: number) =>
      as(7, (own) => own.aiAudit.begin({ familyMemberId } as never))
    expect(await refusalOf(attempt(3))).toBe('not-found')
    expect(begin).not.toHaveBeenCalled()
    expect([await attempt(2), await attempt(1)]).toEqual([11, 11])
    expect(await as(7, (own) => own.aiAudit.end(11, {} as never))).toBe('ended')
  })
})

describe('who looked', () => {
  it('is told to who writes, and not to who may only look', async () => {
    const { read } = behindWall({ audit: { listAccesses: async () => 'accesses' } })
    const look = (id: number) =>
      read(7, (own) => own.audit.listAccesses(id, { page: 1, perPage: 20 }))
    expect(await look(1)).toBe('accesses')
    expect(await refusalOf(look(2))).toBe('forbidden')
  })
})
