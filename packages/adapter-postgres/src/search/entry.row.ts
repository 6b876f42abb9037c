import type { Passage, RecordTextField, SearchHit } from '@phrm/core'
import { toSnippet } from './snippet.ts'

export interface EntryRow {
  recordId: number
  documentId: number | null
  page: number | null
  date: string
  score: number
  matched: number
  familyMember: { id: number; name: string }
  filename: string | null
  pageText: string | null
  record: Record<RecordTextField, string | null> | null
  words: string[]
}

export function toHit(row: EntryRow): SearchHit {
  const text =
    row.pageText ??
    fieldsOf(row)
      .map(([, field]) => field)
      .join('\n')
  return { ...placeOf(row), snippet: toSnippet(text, new Set(row.words)) }
}

export function toPassage(row: EntryRow, slots: number): Passage {
  const text =
    row.pageText ??
    fieldsOf(row)
      .map(([name, field]) => `${name}: ${field}`)
      .join('\n')
  const filename = row.filename ?? undefined
  return { ...placeOf(row), filename, text, coverage: slots === 0 ? 0 : row.matched / slots }
}

function placeOf(row: EntryRow) {
  return {
    kind: row.documentId === null ? ('record' as const) : ('document' as const),
    recordId: row.recordId,
    documentId: row.documentId ?? undefined,
    page: row.page ?? undefined,
    familyMember: row.familyMember,
    date: row.date,
    title: row.filename ?? titleOf(row),
    score: row.score,
  }
}

const NAMES: Record<RecordTextField, string> = {
  chiefComplaint: 'Complaint',
  doctor: 'Doctor',
  investigations: 'Investigations',
  diagnosis: 'Diagnosis',
  prescription: 'Prescription',
  notes: 'Notes',
  reviewFollowup: 'Follow-up',
}

function fieldsOf({ record }: EntryRow): [name: string, text: string][] {
  return Object.entries(NAMES).flatMap(([field, name]) => {
    const text = record?.[field as RecordTextField]
    return text ? [[name, text] as [string, string]] : []
  })
}

/** The first line of what tells most. */
function titleOf({ record, date }: EntryRow): string {
  const text = record?.chiefComplaint || record?.diagnosis || record?.doctor
  const line = text?.trim().split(/\r?\n/, 1)[0]
  if (!line) return `Record of ${date}`
  const characters = [...line]
  return characters.length <= 120 ? line : `${characters.slice(0, 119).join('')}…`
}
