import type { ExportedItem } from './export.ts'
import { notOurs } from './json-lines.ts'

/**
 * Throws unless its times are moments and its version leaves room for the next: the database also keeps `infinity`, which no
 * answer could show, to whomever the person is shared with later.
 */
export function checkItem(item: ExportedItem): ExportedItem {
  const { version, created_at, updated_at, uploaded_at } = item
  const times = [created_at, updated_at, uploaded_at].filter((time) => time !== undefined)
  if (!times.every(isMoment)) throw notOurs('A time in it is none.')
  if (version !== undefined && !(Number.isInteger(version) && Number(version) <= mostVersions))
    throw notOurs('A version in it is none.')
  return item
}

const mostVersions = 1_000_000_000

function isMoment(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-/.test(value) && !Number.isNaN(Date.parse(value))
}

/** Throws unless the words are as a reader writes them: the database keeps any JSON there. */
export function checkPage(page: ExportedItem): ExportedItem {
  const { words } = page
  if (!Array.isArray(words) || !words.every(isWord)) throw notOurs('A page in it is garbled.')
  return page
}

function isWord(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { text, box, confidence, ...rest } = value as Record<string, unknown>
  return (
    typeof text === 'string' &&
    Array.isArray(box) &&
    box.length === 4 &&
    box.every((side) => typeof side === 'number') &&
    (confidence === undefined || confidence === null || typeof confidence === 'number') &&
    Object.keys(rest).length === 0
  )
}

/** What an account says of its person. How one signs in stays as it is here. */
export function toProfile(account: ExportedItem): ExportedItem {
  const { language, time_zone: timeZone, ...rest } = account
  return {
    ...pick(rest, 'string', ['first_name', 'last_name', 'date_of_birth', 'notification_frequency']),
    ...pick(rest, 'boolean', [
      'email_notifications',
      'record_reminders',
      'security_alerts',
      'ai_insights',
      'detail_in_mail',
    ]),
    ...(isKnown(language, Intl.getCanonicalLocales) && { language }),
    ...(isKnown(timeZone, (name) => new Intl.DateTimeFormat('en', { timeZone: name })) && {
      time_zone: timeZone,
    }),
  }
}

function pick(account: ExportedItem, type: 'string' | 'boolean', names: string[]): ExportedItem {
  const told = names.filter((name) => typeof account[name] === type)
  return Object.fromEntries(told.map((name) => [name, account[name]]))
}

function isKnown(value: unknown, use: (text: string) => unknown): boolean {
  try {
    return typeof value === 'string' && use(value) !== undefined
  } catch {
    return false
  }
}
