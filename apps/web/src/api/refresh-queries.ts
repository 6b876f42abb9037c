import type { useQueryCache } from '@pinia/colada'

/** Asks anew for what is on the page, and for the rest when it is opened. Each query shows its own failure. */
export function refreshQueries(
  cache: ReturnType<typeof useQueryCache>,
  ...keys: (readonly string[])[]
) {
  for (const key of keys) void cache.invalidateQueries({ key }).catch(() => undefined)
}
