// By their own paths: the whole of date-fns is some hundred files, which tests would load one by one.
import { differenceInMonths } from 'date-fns/differenceInMonths'
import { differenceInYears } from 'date-fns/differenceInYears'
import { parseISO } from 'date-fns/parseISO'

/** Today where the device is, `YYYY-MM-DD`. */
export function today(now = new Date()): string {
  const pad = (part: number) => String(part).padStart(2, '0')
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`
}

/** In months below the age of two, in years after it. `undefined` when unborn on that day. */
export function ageOn(birthday: string, isoDay: string) {
  const [from, to] = [parseISO(birthday), parseISO(isoDay)]
  if (!(from <= to)) return undefined
  const months = differenceInMonths(to, from)
  return months < 24
    ? { unit: 'months' as const, count: months }
    : { unit: 'years' as const, count: differenceInYears(to, from) }
}
