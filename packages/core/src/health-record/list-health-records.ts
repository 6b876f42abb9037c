import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import type { Page } from '../page.ts'
import type { Ports } from '../ports.ts'
import type { HealthRecord, RecordFilter } from './health-record.ts'

/** Of everyone whom the account may see, or of one person. */
export function listHealthRecords({ store }: Pick<Ports, 'store'>) {
  return (actor: Actor, filter: RecordFilter): Promise<Page<HealthRecord>> =>
    store.as(actor.accountId, async ({ familyMembers, healthRecords }) => {
      const { familyMemberId } = filter
      if (familyMemberId !== undefined && !(await familyMembers.find(familyMemberId)))
        throw notFound()
      return healthRecords.list(filter)
    })
}

export function getHealthRecord({ store }: Pick<Ports, 'store'>) {
  return async (actor: Actor, id: number): Promise<HealthRecord> => {
    const record = await store.as(actor.accountId, ({ healthRecords }) => healthRecords.find(id))
    if (!record) throw notFound()
    return record
  }
}
