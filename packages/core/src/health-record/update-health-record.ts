import type { Actor } from '../actor.ts'
import { requireCurrent } from '../concurrency.ts'
import { notFound } from '../errors.ts'
import { findPerson } from '../family-member/find-person.ts'
import type { Ports } from '../ports.ts'
import type { HealthRecord, HealthRecordInput } from './health-record.ts'

/** Replaces all fields; a person that is left out stays. */
export function updateHealthRecord({ store }: Pick<Ports, 'store'>) {
  return (
    actor: Actor,
    id: number,
    input: HealthRecordInput,
    version?: number,
  ): Promise<HealthRecord> =>
    store.as(actor, async ({ familyMembers, healthRecords, audit }) => {
      const current = await healthRecords.find(id)
      if (!current) throw notFound()
      const person = await findPerson(
        familyMembers,
        input.familyMemberId ?? current.familyMember.id,
      )
      const change = { ...input, familyMemberId: person.id }
      const record = requireCurrent(await healthRecords.update(id, change, version), current)
      // When it moves to another person, both are concerned.
      for (const familyMemberId of new Set([current.familyMember.id, person.id])) {
        await audit.write({ action: 'health-record.update', familyMemberId, subject: String(id) })
      }
      return record
    })
}
