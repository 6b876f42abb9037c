/** A number from -1 to 1 that depends on `key` alone: the same sample every time, in whatever order it is made. */
export function jitter(key: string): number {
  return createRandom(key)() * 2 - 1
}

/** Numbers from 0 to 1 (mulberry32, seeded by the FNV-1a hash of `key`). Never for secrets. */
export function createRandom(key: string): () => number {
  let state = fnv1a(key)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193)
  return hash >>> 0
}
