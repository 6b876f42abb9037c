import { defineStore } from 'pinia'
import { computed, reactive, ref, shallowRef, watch } from 'vue'
import { api } from '../api/client.ts'
import { unwrap } from '../api/problem.ts'
import type { SearchAnswer, SearchInput } from '../api/types.ts'
import { usePersonStore } from '../people/person.store.ts'

/** Milliseconds of quiet after a key before the server is asked. */
export const typingPause = 200

/** Characters that the server takes. */
export const longestQuery = 500

/**
 * What is searched for and what was found, in memory only: going back to the results finds them as they were, a
 * reload forgets them. Health text goes into the body of the request, never into an address.
 */
export const useSearchStore = defineStore('search', () => {
  const persons = usePersonStore()
  const filter = reactive({ query: '', from: '', to: '', page: 1 })
  const answer = shallowRef<SearchAnswer>()
  /** The words that the answer belongs to. */
  const answered = ref('')
  const error = shallowRef<Error>()
  const isSearching = ref(false)
  let controller = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined

  const words = computed(() => filter.query.trim())
  const input = computed((): SearchInput => ({
    query: words.value,
    page: filter.page,
    per_page: 20,
    ...(persons.personId === undefined ? {} : { family_member_id: persons.personId }),
    ...(filter.from ? { from: filter.from } : {}),
    ...(filter.to ? { to: filter.to } : {}),
  }))

  /** Any change makes the answer that is on its way worthless. */
  function schedule(pause: number) {
    controller.abort()
    clearTimeout(timer)
    isSearching.value = words.value !== ''
    if (words.value === '') {
      answer.value = undefined
      error.value = undefined
      return
    }
    timer = setTimeout(() => void search(), pause)
  }

  async function search() {
    controller = new AbortController()
    const { signal } = controller
    const body = input.value
    try {
      const found = await unwrap(api.POST('/api/v1/search', { body, signal }))
      if (signal.aborted) return
      answer.value = found
      answered.value = body.query
      error.value = undefined
    } catch (reason) {
      if (signal.aborted) return
      answer.value = undefined
      error.value = reason as Error
    }
    isSearching.value = false
  }

  watch([words, () => persons.personId, () => filter.from, () => filter.to], () => {
    filter.page = 1
    schedule(typingPause)
  })

  function showPage(page: number) {
    filter.page = page
    schedule(0)
  }

  const retry = () => schedule(0)
  return { filter, words, answer, answered, error, isSearching, showPage, retry }
})
