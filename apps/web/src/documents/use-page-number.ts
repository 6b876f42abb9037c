import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** The page in the address (`?page=2`), so that a reload and a link show the same one. */
export function usePageNumber(pageCount: () => number | undefined) {
  const route = useRoute()
  const router = useRouter()
  const last = computed(() => Math.max(1, pageCount() ?? Number.MAX_SAFE_INTEGER))
  const page = computed(() => clamp(Number(route.query.page)))

  function clamp(number: number) {
    return Number.isInteger(number) ? Math.min(last.value, Math.max(1, number)) : 1
  }

  /** Replaces the place in the history: going back leaves the document instead of turning its pages. */
  function show(number: number) {
    const wanted = clamp(number)
    if (wanted !== page.value) void router.replace({ query: { page: wanted } })
  }

  return { page, show }
}
