import type { HealthRecord, HealthRecordRepository } from '../health-record/health-record.ts'
import type { Gate } from './gate.ts'
import { keepReadable } from './keep-readable.ts'

export function healthRecordWall(
  inner: HealthRecordRepository,
  gate: Gate,
): HealthRecordRepository {
  const people = new Map<number, number>()

  async function find(id: number): Promise<HealthRecord | undefined> {
    const [record, readable] = await Promise.all([inner.find(id), gate.readable()])
    if (!record || !readable.has(record.familyMember.id)) return undefined
    people.set(id, record.familyMember.id)
    return record
  }

  /** Whose record is to be changed; `undefined` when there is no such record to be seen. */
  async function personToChange(id: number): Promise<number | undefined> {
    const familyMemberId = people.get(id) ?? (await find(id))?.familyMember.id
    if (familyMemberId !== undefined) await gate.requireEditor(familyMemberId)
    return familyMemberId
  }

  return {
    find,
    async list(filter) {
      const [page, readable] = await Promise.all([inner.list(filter), gate.readable()])
      return keepReadable(page, ({ familyMember }) => readable.has(familyMember.id))
    },
    async listDue(until) {
      const [due, readable] = await Promise.all([inner.listDue(until), gate.readable()])
      return due.filter(({ familyMember }) => readable.has(familyMember.id))
    },
    async add(input) {
      await gate.requireEditor(input.familyMemberId)
      return inner.add(input)
    },
    async update(id, input, version) {
      const from = await personToChange(id)
      if (from === undefined) return undefined
      await gate.requireEditor(input.familyMemberId)
      // Elsewhere its owner might not see it, and the end of a share would not reach it.
      if (from !== input.familyMemberId) await gate.requireOwner(from)
      people.delete(id)
      return inner.update(id, input, version)
    },
    async remove(id, version) {
      return (await personToChange(id)) !== undefined && inner.remove(id, version)
    },
    async restore(id) {
      const record = await inner.restore(id)
      // Deleted ones cannot be looked at before; a refusal takes it back.
      if (record) await gate.requireEditor(record.familyMember.id)
      return record
    },
  }
}
