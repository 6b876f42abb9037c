import type { ExportedItem } from './export.ts'
import { notOurs } from './json-lines.ts'

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
    ...pick(rest, ['first_name', 'last_name', 'date_of_birth']),
    ...(isKnown(language, Intl.getCanonicalLocales) && { language }),
    ...(isKnown(timeZone, (name) => new Intl.DateTimeFormat('en', { timeZone: name })) && {
      time_zone: timeZone,
    }),
  }
}

function pick(account: ExportedItem, names: string[]): ExportedItem {
  return Object.fromEntries(
    names.map((name) => [name, account[name]]).filter(([, value]) => typeof value === 'string'),
  ) as ExportedItem
}

function isKnown(value: unknown, use: (text: string) => unknown): boolean {
  try {
    return typeof value === 'string' && use(value) !== undefined
  } catch {
    return false
  }
}
