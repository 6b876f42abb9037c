import { describe, expect, it } from 'vitest'
import { toInitials } from '../people/person-colour.ts'
import { ageOn, today } from './dates.ts'
import { formatDate } from './format.ts'

describe('ages', () => {
  it.each([
    ['2025-09-30', '2025-10-29', { unit: 'months', count: 0 }],
    ['2024-11-25', '2026-11-24', { unit: 'months', count: 23 }],
    ['2024-11-24', '2026-11-24', { unit: 'years', count: 2 }],
    ['2000-02-29', '2026-02-28', { unit: 'years', count: 25 }],
    ['2026-11-25', '2026-11-24', undefined],
    ['nonsense', '2026-11-24', undefined],
  ])('born %s, on %s', (birthday, day, age) => expect(ageOn(birthday, day)).toEqual(age))
})

describe('days', () => {
  it('is today where the device is, not in Greenwich', () => {
    expect(today(new Date(2026, 0, 5, 0, 30))).toBe('2026-01-05')
    expect(today(new Date(2026, 11, 31, 23, 30))).toBe('2026-12-31')
  })

  it('are shown as the same day in every zone', () => {
    expect(formatDate('2026-01-01')).toContain('2026')
    expect(formatDate('2026-01-01')).toMatch(/\b1\b/)
  })
})

describe('initials', () => {
  it.each([
    ['Ana Maria Silva', 'AS'],
    ['Cher', 'C'],
    ['  élodie  ', 'É'],
    ['😀 Smile', '😀S'],
  ])('of %s', (name, initials) => expect(toInitials(name)).toBe(initials))
})
