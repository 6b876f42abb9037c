import type { Actor } from '../actor.ts'
import type { Ports } from '../ports.ts'
import { getProfile } from '../account/profile.ts'
import { addDays, toLocalTime } from '../notification/local-time.ts'
import type { FollowUp } from './health-record.ts'

/** Days ahead that are shown, so that an appointment can still be made. */
const followUpDaysAhead = 14

/** Past ones stay until their record says that they are done. The answer goes with the day where the person is. */
export function listFollowUps(ports: Pick<Ports, 'store' | 'now'>) {
  const get = getProfile(ports)

  return async (actor: Actor): Promise<{ today: string; followUps: FollowUp[] }> => {
    const { timeZone } = await get(actor)
    const { day: today } = toLocalTime(ports.now(), timeZone)
    const until = addDays(today, followUpDaysAhead)
    const [followUps] = await ports.store.read(actor, ({ healthRecords, audit }) =>
      Promise.all([healthRecords.listDue(until), audit.noteRead({ action: 'health-record.list' })]),
    )
    return { today, followUps }
  }
}
