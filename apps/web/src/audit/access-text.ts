import type { Access } from '../api/types.ts'

/** What was done, as a key of the texts; acts that nobody has put into words yet have one word for all. */
export function toActionKey(action: string): string {
  const key = action.replace('.', '-')
  return `audit.actions.${known.has(key) ? key : 'other'}`
}

/** The page of what an access was about, if it is one that can be opened. */
export function toPlace({ action, subject }: Pick<Access, 'action' | 'subject'>) {
  const id = Number(subject)
  if (!Number.isSafeInteger(id) || id < 1) return undefined
  const [thing] = action.split('.')
  if (thing === 'health-record') return { name: 'record', params: { id } }
  return thing === 'document' && action !== 'document.list'
    ? { name: 'document', params: { id } }
    : undefined
}

const known = new Set([
  'family-member-list',
  'family-member-read',
  'family-member-create',
  'family-member-update',
  'family-member-delete',
  'family-member-restore',
  'health-record-list',
  'health-record-read',
  'health-record-remind',
  'health-record-create',
  'health-record-update',
  'health-record-delete',
  'health-record-restore',
  'document-list',
  'document-read',
  'document-page',
  'document-picture',
  'document-download',
  'document-create',
  'document-delete',
  'document-restore',
  'document-reread',
  'search-run',
  'assistant-look-up',
  'export-make',
  'export-download',
  'archive-import',
  'share-offer',
  'share-accept',
  'share-decline',
  'share-update',
  'share-end',
  'handover-offer',
  'handover-accept',
  'handover-decline',
  'handover-end',
])
