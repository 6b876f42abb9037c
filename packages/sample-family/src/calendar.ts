/** Days counted back from a fixed "today", so that a sample made next year is as fresh as one made now. */
export interface Calendar {
  today: string
  /** A working day about `months` before today, never in the future. */
  ago(months: number, days?: number): string
  /** The exact day, weekends too: births and emergencies ask nobody. */
  exactlyAgo(months: number, days?: number): string
  /** A working day after today. */
  ahead(days: number): string
}

export function createCalendar(today: string): Calendar {
  const exactlyAgo = (months: number, days = 0) => addDays(addMonths(today, -months), -days)
  return {
    today,
    exactlyAgo,
    ago: (months, days) => workingDayUpTo(exactlyAgo(months, days)),
    ahead: (days) => workingDayUpTo(addDays(today, days + 2)),
  }
}

/** The last day of a shorter month stands in for a missing one. */
export function addMonths(date: string, months: number): string {
  const [year, month, day] = parts(date)
  const target = new Date(Date.UTC(year, month - 1 + months, 1))
  const lastDay = new Date(
    Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0),
  ).getUTCDate()
  target.setUTCDate(Math.min(day, lastDay))
  return toIsoDate(target)
}

export function addDays(date: string, days: number): string {
  const [year, month, day] = parts(date)
  return toIsoDate(new Date(Date.UTC(year, month - 1, day + days)))
}

export function workingDayUpTo(date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  return addDays(date, weekday === 0 ? -2 : weekday === 6 ? -1 : 0)
}

export function yearsBetween(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4))
  return to.slice(5) < from.slice(5) ? years - 1 : years
}

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** `2026-03-04` → `4 March 2026`, as papers print it. */
export function inWords(date: string): string {
  const [year, month, day] = parts(date)
  return `${day} ${monthNames[month - 1]} ${year}`
}

function parts(date: string): [number, number, number] {
  const [year = NaN, month = NaN, day = NaN] = date.split('-').map(Number)
  if (Number.isNaN(year + month + day)) throw new RangeError('a date must be YYYY-MM-DD')
  return [year, month, day]
}

function toIsoDate(date: Date): string {
  return date.toISOString().slice(0, 10)
}
