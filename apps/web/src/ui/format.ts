const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' })
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** A day, `YYYY-MM-DD`, as people here write it: dates of health have no hour and no zone. */
export function formatDate(isoDay: string): string {
  return day.format(new Date(`${isoDay.slice(0, 10)}T00:00:00Z`))
}

/** A point in time, in the zone of the device. */
export function formatMoment(isoTime: string): string {
  return moment.format(new Date(isoTime))
}

/** "312 kB", in the words of the device's language. */
export function formatSize(bytes: number): string {
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1)
  return new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: step > 1 ? 1 : 0,
  }).format(bytes / 1000 ** step)
}
