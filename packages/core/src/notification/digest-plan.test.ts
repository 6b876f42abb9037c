import { describe, expect, it, test } from 'vitest'
import { planDigest } from './digest-plan.ts'
import { addDays, mondayOf, toLocalTime } from './local-time.ts'

describe('the clock on the wall', () => {
  it.each([
    ['2026-03-01T23:30:00Z', 'Asia/Kolkata', '2026-03-02', 5],
    ['2026-03-01T00:15:00Z', 'America/New_York', '2026-02-28', 19],
    ['2026-03-01T00:15:00Z', 'Pacific/Kiritimati', '2026-03-01', 14],
    // The hour that comes twice, and midnight, which some formats call 24.
    ['2026-10-25T01:30:00Z', 'Europe/Berlin', '2026-10-25', 2],
    ['2026-03-01T00:00:00Z', 'UTC', '2026-03-01', 0],
    // A name that is not known any more.
    ['2026-03-01T12:00:00Z', 'Nowhere/Atall', '2026-03-01', 12],
  ])('at %s in %s says %s, %i', (moment, zone, day, hour) => {
    expect(toLocalTime(new Date(moment), zone)).toEqual({ day, hour })
  })
})

test('days are added over the ends of months and years', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(addDays('2026-12-28', 6)).toBe('2027-01-03')
})

test('a week begins on Monday', () => {
  expect(['2026-03-02', '2026-03-05', '2026-03-08'].map(mondayOf)).toEqual(
    Array.from({ length: 3 }, () => '2026-03-02'),
  )
})

describe('what is told', () => {
  const plan = (frequency: 'immediate' | 'daily' | 'weekly', day: string, hour: number) =>
    planDigest(frequency, { day, hour })

  it('is nothing before eight', () => {
    for (const frequency of ['immediate', 'daily', 'weekly'] as const)
      expect(plan(frequency, '2026-03-02', 7)).toBeUndefined()
  })

  it('is what is due today', () => {
    expect(plan('immediate', '2026-03-02', 8)).toEqual({ until: '2026-03-02' })
    expect(plan('daily', '2026-03-02', 8)).toEqual({ claim: '2026-03-02', until: '2026-03-02' })
  })

  it('is what is due until Sunday, under the Monday of the week, on any day that comes first', () => {
    const week = { claim: '2026-03-02', until: '2026-03-08' }
    expect(plan('weekly', '2026-03-02', 8)).toEqual(week)
    expect(plan('weekly', '2026-03-04', 3)).toEqual(week)
    expect(plan('weekly', '2026-03-08', 23)).toEqual(week)
  })
})
