import type { Actor } from '../actor.ts'
import { findPerson } from '../family-member/find-person.ts'
import type { Ports } from '../ports.ts'
import type { HealthRecord, HealthRecordInput } from './health-record.ts'

export function addHealthRecord({ store }: Pick<Ports, 'store'>) {
  return (actor: Actor, input: HealthRecordInput): Promise<HealthRecord> =>
    store.as(actor, async ({ familyMembers, healthRecords, audit }) => {
      const { id: familyMemberId } = await findPerson(familyMembers, input.familyMemberId)
      const record = await healthRecords.add({ ...input, familyMemberId })
      await audit.write({
        action: 'health-record.create',
        familyMemberId,
        subject: String(record.id),
      })
      return record
    })
}
