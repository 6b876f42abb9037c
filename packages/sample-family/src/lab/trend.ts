import { jitter } from '../seeded-random.ts'

type Point = readonly [monthsAgo: number, value: number]

/** A course through known points, oldest first, straight between them and level beyond them. */
export type Trend = readonly [Point, ...Point[]]

export function valueAt(trend: Trend, monthsAgo: number): number {
  let [previousAt, previousValue] = trend[0]
  for (const [at, value] of trend) {
    if (at <= monthsAgo) {
      const share = previousAt === at ? 1 : (previousAt - monthsAgo) / (previousAt - at)
      return previousValue + share * (value - previousValue)
    }
    previousAt = at
    previousValue = value
  }
  return previousValue
}

/** As `valueAt`, off by up to `spread` either way, as bodies and laboratories are. */
export function wavering(key: string, trend: Trend, monthsAgo: number, spread: number): number {
  return valueAt(trend, monthsAgo) + jitter(`${key}@${monthsAgo}`) * spread
}
