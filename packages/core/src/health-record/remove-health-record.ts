import type { Actor } from '../actor.ts'
import { stale } from '../concurrency.ts'
import { notFound } from '../errors.ts'
import type { Ports } from '../ports.ts'
import type { HealthRecord } from './health-record.ts'

/** Can be undone for 30 days. */
export function removeHealthRecord({ store }: Pick<Ports, 'store'>) {
  return (actor: Actor, id: number, version?: number): Promise<void> =>
    store.as(actor, async ({ healthRecords, audit }) => {
      const record = await healthRecords.find(id)
      if (!record) throw notFound()
      if (!(await healthRecords.remove(id, version))) throw stale(record)
      await audit.write({
        action: 'health-record.delete',
        familyMemberId: record.familyMember.id,
        subject: String(id),
      })
    })
}

export function restoreHealthRecord({ store }: Pick<Ports, 'store'>) {
  return (actor: Actor, id: number): Promise<HealthRecord> =>
    store.as(actor, async ({ healthRecords, audit }) => {
      const record = await healthRecords.restore(id)
      if (!record) throw notFound()
      await audit.write({
        action: 'health-record.restore',
        familyMemberId: record.familyMember.id,
        subject: String(id),
      })
      return record
    })
}
