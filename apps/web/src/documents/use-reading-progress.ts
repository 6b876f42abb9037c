import { computed, onScopeDispose, watch } from 'vue'
import type { Document } from '../api/types.ts'
import { useReadingProgressStore } from './reading-progress.store.ts'

/** How far the reading of a document is; followed live as long as it is not read and the component is shown. */
export function useReadingProgress(document: () => Document | undefined) {
  const progress = useReadingProgressStore()
  const isUnread = computed(() => ['queued', 'reading'].includes(document()?.state ?? ''))
  const jobId = computed(() => (isUnread.value ? document()?.job_id : undefined) ?? undefined)
  let stop: (() => void) | undefined

  watch(
    jobId,
    (id) => {
      stop?.()
      stop = id === undefined ? undefined : progress.watch(id)
    },
    { immediate: true },
  )
  onScopeDispose(() => stop?.())

  const job = computed(() =>
    jobId.value === undefined ? undefined : progress.jobs.get(jobId.value),
  )
  return { isUnread, job }
}
