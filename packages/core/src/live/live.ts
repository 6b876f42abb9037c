/** Counts hits in fixed windows. */
export interface RateCounter {
  /** Adds one; a new window begins when the former ended. */
  hit(key: string, windowMs: number): Promise<{ count: number; remainingMs: number }>
}

/** Values that may vanish at any time. */
export interface ShortCache {
  get(key: string): Promise<string | undefined>
  set(key: string, value: string, ttlSeconds: number): Promise<void>
  delete(key: string): Promise<void>
}

/** Tells listeners in all processes that something changed. May lose a message, so listeners also look now and then. */
export interface LiveEvents {
  publish(channel: string, message: string): Promise<void>
  /** Answers the function that ends it. */
  subscribe(channel: string, listener: (message: string) => void): Promise<() => Promise<void>>
}
