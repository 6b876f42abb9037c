import { describe, expect, it, vi } from 'vitest'
import type { DocumentRepository } from '../document/document.ts'
import type { HealthRecordRepository } from '../health-record/health-record.ts'
import { refusalOf } from '../../testing/ports-under-test.ts'
import type { MemberAccess } from './access.ts'
import { documentWall } from './document.wall.ts'
import { openGate } from './gate.ts'
import { healthRecordWall } from './health-record.wall.ts'

const page = { page: 1, perPage: 20 }
const input = (familyMemberId: number) => ({ date: '2026-01-15', familyMemberId })

/** Writes for the persons 1 and 2; looks at 3. */
const accesses = (): MemberAccess[] => [
  { familyMemberId: 1, role: 'owner' },
  { familyMemberId: 2, role: 'editor' },
  { familyMemberId: 3, role: 'viewer' },
]

function gateOf(list = accesses()) {
  return openGate({ list: async () => list }, 7, () => new Date('2026-01-15T12:00:00Z'))
}

describe('behind the wall of health records', () => {
  /** Every record is of the person with its number, until it moves. */
  function records(list = accesses()) {
    const owners = new Map<number, number>()
    const inner = {
      find: vi.fn(async (id: number) =>
        id === 404 ? undefined : { id, familyMember: { id: owners.get(id) ?? id } },
      ),
      list: async () => ({ items: [1, 2].map((id) => ({ familyMember: { id } })), total: 31 }),
      update: vi.fn(async (id: number, { familyMemberId }: { familyMemberId: number }) => {
        owners.set(id, familyMemberId)
        return { id, familyMember: { id: familyMemberId } }
      }),
      remove: vi.fn(async (_id: number, version?: number) => version !== 1),
      restore: async () => undefined,
    }
    const gate = gateOf(list)
    const wall = healthRecordWall(inner as unknown as HealthRecordRepository, gate)
    return { wall, gate, inner }
  }

  it('what may be seen passes as it is, with its total', async () => {
    const { wall } = records()
    expect(await wall.find(3)).toMatchObject({ id: 3 })
    expect(await wall.list(page)).toMatchObject({ total: 31, items: [{}, {}] })
  })

  it('is asked once of whom a record is', async () => {
    const { wall, inner } = records()
    await wall.find(1)
    expect(await wall.remove(1, 4)).toBe(true)
    expect(inner.find).toHaveBeenCalledTimes(1)
    expect(inner.remove).toHaveBeenCalledWith(1, 4)
  })

  it('what is missing is neither changed nor refused with another word', async () => {
    const { wall, inner } = records()
    expect(await wall.update(404, input(1))).toBeUndefined()
    expect(await wall.remove(404)).toBe(false)
    expect(await wall.restore(404)).toBeUndefined()
    expect(inner.update).not.toHaveBeenCalled()
    expect(inner.remove).not.toHaveBeenCalled()
  })

  it('a record of somebody else does not come over by naming a person of one’s own', async () => {
    const { wall, inner } = records()
    expect(await wall.update(9, input(1))).toBeUndefined()
    expect(await refusalOf(wall.update(3, input(1)))).toBe('forbidden')
    expect(inner.update).not.toHaveBeenCalled()
  })

  it('an editor changes a record where it is, and takes it to nobody else', async () => {
    const { wall, inner } = records()
    expect(await refusalOf(wall.update(2, input(1)))).toBe('forbidden')
    expect(inner.update).not.toHaveBeenCalled()
    expect(await wall.update(2, input(2))).toMatchObject({ id: 2 })
  })

  it('a record that has moved is a record of the new person', async () => {
    const list = accesses()
    const { wall, gate } = records(list)
    expect(await wall.update(1, input(2), 5)).toMatchObject({ familyMember: { id: 2 } })
    list[1] = { familyMemberId: 2, role: 'viewer' }
    gate.forget()
    expect(await refusalOf(wall.remove(1))).toBe('forbidden')
  })

  it('a version that is not current changes nothing', async () => {
    const { wall } = records()
    expect(await wall.remove(1, 1)).toBe(false)
  })
})

describe('behind the wall of documents', () => {
  function documents() {
    const inner = {
      find: vi.fn(async (id: number) => (id === 404 ? undefined : { id, familyMemberId: id })),
      findPage: vi.fn(async (id: number, number: number) => ({ text: `${id}, ${number}` })),
      list: async () => ({ items: [{ familyMemberId: 1 }, { familyMemberId: 3 }], total: 42 }),
      add: async () => ({ id: 50, familyMemberId: 1 }),
      setJob: vi.fn(async () => {}),
      setState: vi.fn(async () => {}),
      replacePages: vi.fn(async () => {}),
      remove: vi.fn(async () => true),
      restore: async () => undefined,
    }
    return { wall: documentWall(inner as unknown as DocumentRepository, gateOf()), inner }
  }

  it('what may be seen passes as it is, with its total', async () => {
    const { wall } = documents()
    expect(await wall.list(page)).toMatchObject({ total: 42, items: [{}, {}] })
    expect(await wall.findPage(3, 2)).toEqual({ text: '3, 2' })
  })

  it('is asked once of whom a document is', async () => {
    const { wall, inner } = documents()
    await wall.find(1)
    expect(await wall.findPage(1, 2)).toEqual({ text: '1, 2' })
    await wall.setState(1, 'done', { pageCount: 2 })
    expect(await wall.remove(1)).toBe(true)
    expect(inner.find).toHaveBeenCalledTimes(1)
    expect(inner.setState).toHaveBeenCalledWith(1, 'done', { pageCount: 2 })
  })

  it('one that was added just now is known', async () => {
    const { wall, inner } = documents()
    await wall.add({} as never)
    await wall.setJob(50, 8)
    expect(inner.setJob).toHaveBeenCalledWith(50, 8)
    expect(inner.find).not.toHaveBeenCalled()
  })

  it('what is missing, or of somebody else, is left as it is', async () => {
    const { wall, inner } = documents()
    for (const id of [404, 9]) {
      await wall.setJob(id, 8)
      await wall.setState(id, 'done')
      await wall.replacePages(id, [])
      expect(await wall.remove(id)).toBe(false)
      expect(await wall.findPage(id, 1)).toBeUndefined()
    }
    expect(await wall.restore(404)).toBeUndefined()
    for (const change of [inner.setJob, inner.setState, inner.replacePages, inner.remove])
      expect(change).not.toHaveBeenCalled()
  })
})
