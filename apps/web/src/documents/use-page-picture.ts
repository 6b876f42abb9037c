import { onScopeDispose, ref, watch } from 'vue'
import { authorizedFetch } from '../api/client.ts'
import { toApiError } from '../api/problem.ts'

export interface PagePlace {
  documentId: number
  page: number
}

export type PictureState = 'loading' | 'shown' | 'missing' | 'failed'

/**
 * The picture of a page, fetched with the bearer and shown from memory. The memory is given back when another page
 * is shown or the component goes. `version` changes when a missing picture may have been made.
 */
export function usePagePicture(place: () => PagePlace, version: () => unknown = () => undefined) {
  const url = ref<string>()
  const state = ref<PictureState>('loading')
  let controller = new AbortController()

  function release() {
    controller.abort()
    if (url.value) URL.revokeObjectURL(url.value)
    url.value = undefined
  }

  async function load() {
    release()
    controller = new AbortController()
    const { signal } = controller
    state.value = 'loading'
    try {
      const picture = await fetchPicture(place(), signal)
      if (signal.aborted) return
      if (picture) url.value = URL.createObjectURL(picture)
      state.value = picture ? 'shown' : 'missing'
    } catch {
      if (!signal.aborted) state.value = 'failed'
    }
  }

  watch(() => [place().documentId, place().page], load, { immediate: true })
  watch(version, () => {
    if (state.value !== 'shown') void load()
  })
  onScopeDispose(release)

  return { url, state, reload: load }
}

async function fetchPicture({ documentId, page }: PagePlace, signal: AbortSignal) {
  const url = `/api/v1/documents/${documentId}/pages/${page}/picture`
  const response = await authorizedFetch(url, { signal })
  if (response.status === 404) return undefined
  if (!response.ok) throw await toApiError(response)
  return response.blob()
}
