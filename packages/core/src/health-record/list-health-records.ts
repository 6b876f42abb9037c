import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import type { Page } from '../page.ts'
import type { Ports } from '../ports.ts'
import type { HealthRecord, HealthRecordSummary, RecordFilter } from './health-record.ts'

/** Of everyone whom the account may see, or of one person. */
export function listHealthRecords({ store }: Pick<Ports, 'store'>) {
  return async (actor: Actor, filter: RecordFilter): Promise<Page<HealthRecordSummary>> => {
    const { familyMemberId } = filter
    const [page] = await store.read(actor, ({ healthRecords, audit }) =>
      Promise.all([
        healthRecords.list(filter),
        audit.noteRead({ action: 'health-record.list', familyMemberId }),
      ]),
    )
    // Whose records are seen is seen; only an empty list leaves open whether there is such a person.
    if (page.total === 0 && familyMemberId !== undefined) await findVisible(actor, familyMemberId)
    return page
  }

  async function findVisible(actor: Actor, id: number): Promise<void> {
    const person = await store.read(actor, ({ familyMembers }) => familyMembers.find(id))
    if (!person) throw notFound()
  }
}

export function getHealthRecord({ store }: Pick<Ports, 'store'>) {
  return async (actor: Actor, id: number): Promise<HealthRecord> => {
    const [record] = await store.read(actor, ({ healthRecords, audit }) =>
      Promise.all([
        healthRecords.find(id),
        audit.noteRead({ action: 'health-record.read', recordId: id }),
      ]),
    )
    if (!record) throw notFound()
    return record
  }
}
