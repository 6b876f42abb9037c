import { computed } from 'vue'
import { useRoute, useRouter, type LocationQuery } from 'vue-router'

/** Page and dates live in the address, so that back, reload and links work. */
export function useRecordFilter() {
  const route = useRoute()
  const router = useRouter()

  const read = (name: string) => String(route.query[name] ?? '')
  const write = (query: Record<string, string | undefined>) =>
    void router.push({ query: withoutEmpty({ ...route.query, ...query }) })
  const day = (name: 'from' | 'to') =>
    computed({
      get: () => (/^\d{4}-\d{2}-\d{2}$/.test(read(name)) ? read(name) : ''),
      set: (value) => write({ [name]: value, page: undefined }),
    })

  return {
    from: day('from'),
    to: day('to'),
    page: computed({
      get: () => Math.max(1, Math.floor(Number(read('page'))) || 1),
      set: (page) => write({ page: page > 1 ? String(page) : undefined }),
    }),
    clear: () => write({ from: undefined, to: undefined, page: undefined }),
  }
}

function withoutEmpty(query: Record<string, unknown>): LocationQuery {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value)) as LocationQuery
}
