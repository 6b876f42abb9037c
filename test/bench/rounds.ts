import type { Load, LoadResult } from './load.process.ts'
import type { Variant } from './variant.process.ts'

export const names = ['phrm', 'stripped', 'baseline', 'small'] as const

export type Round = Record<(typeof names)[number], LoadResult>

export interface Rounds {
  records: number
  rounds: Round[]
}

interface Extent {
  records: number
  seconds: number
  rounds: number
}

/** In turn, so that whatever else the machine does meets all of them alike; each round begins with another one. */
export async function measureRounds(
  load: Load,
  variants: Record<(typeof names)[number], Variant & { accounts: number }>,
  { records, seconds, rounds }: Extent,
  say: (text: string) => void,
): Promise<Rounds> {
  say('warming up')
  for (const name of names) await load.press({ ...variants[name], seconds: 4 })
  const measured: Round[] = []
  for (let round = 0; round < rounds; round++) {
    say(`round ${round + 1} of ${rounds}`)
    const results: Partial<Round> = {}
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(round + turn) % names.length]!
      results[name] = await load.press({ ...variants[name], seconds })
    }
    measured.push(results as Round)
  }
  return { records, rounds: measured }
}
