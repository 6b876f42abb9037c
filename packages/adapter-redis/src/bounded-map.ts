/** A map of limited size whose entries end at a time. When it is full, the oldest go first. */
export interface BoundedMap<V> {
  get(key: string): { value: V; until: number } | undefined
  set(key: string, value: V, until: number): void
  delete(key: string): void
  size(): number
}

export interface BoundedMapOptions<V> {
  maxEntries: number
  /** Sum of all weights. */
  maxWeight?: number
  weigh?: (key: string, value: V) => number
  /** Milliseconds. */
  now: () => number
}

export function boundedMap<V>({
  maxEntries,
  maxWeight = Infinity,
  weigh = () => 0,
  now,
}: BoundedMapOptions<V>): BoundedMap<V> {
  const entries = new Map<string, { value: V; until: number; weight: number }>()
  let weight = 0

  function remove(key: string): void {
    weight -= entries.get(key)?.weight ?? 0
    entries.delete(key)
  }

  function makeRoom(): void {
    while (entries.size > maxEntries || weight > maxWeight)
      for (const oldest of entries.keys()) {
        remove(oldest)
        break
      }
  }

  return {
    get(key) {
      const entry = entries.get(key)
      if (entry && entry.until <= now()) remove(key)
      return entry && entry.until > now() ? entry : undefined
    },
    set(key, value, until) {
      remove(key)
      const added = weigh(key, value)
      entries.set(key, { value, until, weight: added })
      weight += added
      makeRoom()
    },
    delete: remove,
    size: () => entries.size,
  }
}
