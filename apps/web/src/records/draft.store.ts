import { defineStore } from 'pinia'
import { computed, reactive } from 'vue'
import { warnBeforeUnload } from '../ui/warn-before-unload.ts'
import { sameFields, type RecordFields } from './record-fields.ts'

/** `new`, or the number of the record that is being changed. */
export type DraftKey = 'new' | number

export interface RecordDraft {
  fields: RecordFields
  /** What it began with; what differs from it is unsaved. */
  initial: RecordFields
  files: File[]
}

/**
 * What is being written, kept while one looks elsewhere in the application. It stays in memory: health text does
 * not belong into the browser's storage, so a reload asks first.
 */
export const useDraftStore = defineStore('draft', () => {
  const drafts = reactive(new Map<DraftKey, RecordDraft>())
  const awaiting = reactive<File[]>([])
  const unsaved = computed(() => [...drafts.values()].some(isUnsaved))

  /** The draft under this key, or a new one that begins with these fields. Files that were dropped come along. */
  function open(key: DraftKey, initial: RecordFields): RecordDraft {
    const kept = drafts.get(key)
    if (!kept || !isUnsaved(kept)) {
      drafts.set(key, { fields: { ...initial }, initial, files: kept?.files ?? [] })
    }
    const draft = drafts.get(key) as RecordDraft
    if (key === 'new') draft.files.push(...awaiting.splice(0))
    return draft
  }

  function discard(key: DraftKey) {
    drafts.delete(key)
  }

  /** For a record that has yet to be opened. */
  function addFiles(files: Iterable<File>) {
    const draft = drafts.get('new')
    const target = draft ? draft.files : awaiting
    target.push(...files)
  }

  warnBeforeUnload(unsaved)

  return { drafts, unsaved, open, discard, addFiles }
})

export function isUnsaved({ fields, initial, files }: RecordDraft): boolean {
  return files.length > 0 || !sameFields(fields, initial)
}
