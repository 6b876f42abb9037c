import { createRandom } from '../seeded-random.ts'

/** A table of bell-shaped noise with a standard deviation of about one. Its length is a power of two. */
export function createGrain(key: string): Float32Array {
  const random = createRandom(key)
  const bell = () => (random() + random() + random() + random() - 2) * Math.sqrt(3)
  return Float32Array.from({ length: 2 ** 16 }, bell)
}

/** Adds grain to bytes in place. Rows start at different places of the table, or its period would show. */
export function addGrain(
  pixels: Uint8Array,
  rowLength: number,
  key: string,
  strength: number,
): void {
  const grain = createGrain(key)
  const random = createRandom(`${key} rows`)
  for (let start = 0; start < pixels.length; start += rowLength) {
    let at = Math.floor(random() * grain.length)
    const end = Math.min(start + rowLength, pixels.length)
    for (let index = start; index < end; index += 1) {
      const value = pixels[index]! + grain[at]! * strength
      pixels[index] = value < 0 ? 0 : value > 255 ? 255 : value
      at = (at + 1) & (grain.length - 1)
    }
  }
}
