import { addDays, mondayOf, type LocalTime } from './local-time.ts'
import type { Frequency } from './preferences.ts'

/** In the morning, where the person is: nobody is told at night of what has time. */
const morning = 8

export interface DigestPlan {
  /** The day that the digest is claimed under, so that there is one; without it each thing is told by itself. */
  claim?: string
  /** Follow-ups that are due until then, inclusive. */
  until: string
}

/**
 * What is to be told now; `undefined` when it is not yet time. A digest that was missed in the morning comes later that day, a
 * weekly one later that week; the weekly one looks ahead to Sunday, or it would come too late for most.
 */
export function planDigest(frequency: Frequency, { day, hour }: LocalTime): DigestPlan | undefined {
  if (frequency === 'weekly') {
    const monday = mondayOf(day)
    if (day === monday && hour < morning) return undefined
    return { claim: monday, until: addDays(monday, 6) }
  }
  if (hour < morning) return undefined
  return frequency === 'daily' ? { claim: day, until: day } : { until: day }
}
