import { names, type Round, type Rounds } from './rounds.ts'

export interface Report {
  requestsPerSecond: {
    phrm: number
    stripped: number
    baseline: number
    ratio: number
    strippedRatio: number
  }
  /** `at1M` is the larger size, whatever `--records` made of it. */
  p95ms: { at1M: number; at10k: number; ratio: number }
}

/** Medians over the rounds, and their ratios. */
export function toReport({ rounds }: Rounds): Report {
  const rate = (name: keyof Round) => median(rounds.map((round) => round[name].requestsPerSecond))
  const p95 = (name: keyof Round) => median(rounds.map((round) => round[name].p95ms))
  return {
    requestsPerSecond: {
      phrm: Math.round(rate('phrm')),
      stripped: Math.round(rate('stripped')),
      baseline: Math.round(rate('baseline')),
      ratio: rounded(rate('phrm') / rate('baseline')),
      strippedRatio: rounded(rate('stripped') / rate('baseline')),
    },
    p95ms: {
      at1M: rounded(p95('phrm')),
      at10k: rounded(p95('small')),
      ratio: rounded(p95('phrm') / p95('small')),
    },
  }
}

export function toTable({ records, rounds }: Rounds): string {
  const heads = ['PHRM', 'stripped', 'baseline', 'PHRM at 10,000']
  const lines = rounds.map((round, i) => [
    `${i + 1}`,
    ...names.map(
      (name) => `${Math.round(round[name].requestsPerSecond)}/s ${round[name].p95ms.toFixed(1)} ms`,
    ),
  ])
  return [
    `\nRequests per second and 95th percentile; ${records.toLocaleString('en')} records unless said, 32 connections`,
    ['round', ...heads].map((text) => text.padStart(18)).join(''),
    ...lines.map((cells) => cells.map((text) => text.padStart(18)).join('')),
  ].join('\n')
}

function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

function rounded(number: number): number {
  return Math.round(number * 100) / 100
}
