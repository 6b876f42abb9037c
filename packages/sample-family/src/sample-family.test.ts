import { recordLimits } from '@phrm/core'
import { describe, expect, it } from 'vitest'
import { yearsBetween } from './calendar.ts'
import { createSampleFamily } from './sample-family.ts'

// A leap day, a day after a month's end, and an ordinary one: months are counted back from each.
describe.each(['2028-02-29', '2026-03-31', '2026-11-24'])('the sample family on %s', (today) => {
  const family = createSampleFamily({ today })
  const births = new Map(family.members.map(({ key, input }) => [key, input.dateOfBirth ?? '']))

  it('is the same each time', () => {
    expect(createSampleFamily({ today }).records).toEqual(family.records)
    expect(createSampleFamily({ today }).members).toEqual(family.members)
  })

  it('has three generations with the account holder first', () => {
    expect(family.members.map(({ input }) => input.relationship)).toEqual([
      'self',
      'spouse',
      'child',
      'child',
      'parent',
    ])
    const ages = family.members.map(({ input }) => yearsBetween(input.dateOfBirth ?? '', today))
    expect(ages).toEqual([35, 37, 8, 1, 70])
    expect(family.account.dateOfBirth).toBe(family.members[0]?.input.dateOfBirth)
  })

  it('fits into the limits of records and leaves no field empty', () => {
    for (const { key, input } of family.records) {
      const { date, ...fields } = input
      expect(date, key).toMatch(/^\d{4}-\d\d-\d\d$/)
      for (const [field, text] of Object.entries(fields)) {
        expect(text, `${key} ${field}`).toBeTruthy()
        expect(text?.length, `${key} ${field}`).toBeLessThanOrEqual(
          recordLimits[field as keyof typeof recordLimits],
        )
      }
    }
  })

  it('tells ten years, oldest first, nobody before birth and nothing in the future', () => {
    const dates = family.records.map(({ input }) => input.date)
    expect(dates).toEqual(dates.toSorted())
    expect(dates[0]! < `${Number(today.slice(0, 4)) - 9}`).toBe(true)
    expect(dates.at(-1)! <= today).toBe(true)
    for (const { key, memberKey, input } of family.records) {
      expect(input.date >= births.get(memberKey)!, key).toBe(true)
    }
  })

  it('has between 60 and 120 records with keys of their own', () => {
    expect(family.records.length).toBeGreaterThanOrEqual(60)
    expect(family.records.length).toBeLessThanOrEqual(120)
    expect(new Set(family.records.map(({ key }) => key)).size).toBe(family.records.length)
  })

  it('hangs each paper on a record', () => {
    const keys = new Set(family.records.map(({ key }) => key))
    for (const { recordKey } of family.papers) expect(keys).toContain(recordKey)
    const names = family.papers.map(({ recordKey, filename }) => `${recordKey}/${filename}`)
    expect(new Set(names).size).toBe(names.length)
  })

  it('has appointments due before and after today', () => {
    const due = family.records.flatMap(
      ({ input }) => input.reviewFollowup?.match(/\d{4}-\d\d-\d\d/g) ?? [],
    )
    expect(due.filter((date) => date < today).length).toBeGreaterThanOrEqual(2)
    expect(due.filter((date) => date > today).length).toBeGreaterThanOrEqual(4)
  })
})

describe('what the records tell', () => {
  const { records } = createSampleFamily({ today: '2026-11-24' })
  const textOf = (key: string) =>
    Object.values(records.find((record) => record.key === key)?.input ?? {}).join('\n')
  const number = (key: string, pattern: RegExp) => Number(textOf(key).match(pattern)?.[1])

  it('answers when the last tetanus shot was', () => {
    const shots = records.filter(({ memberKey, input }) => {
      return memberKey === 'walter' && /tetanus/i.test(input.prescription ?? '')
    })
    expect(shots.map(({ key }) => key)).toEqual(['walter-tetanus'])
    expect(textOf('leo-check-60')).toMatch(/DTaP-IPV, booster dose \(diphtheria, tetanus/)
  })

  it('shows the statin bringing LDL down and the kidneys tiring', () => {
    const ldl = /LDL cholesterol (\d+)/
    expect(number('walter-review-112', ldl)).toBeGreaterThan(150)
    expect(number('walter-review-88', ldl)).toBeLessThan(85)
    const filtration = /eGFR (\d+)/
    expect(number('walter-review-112', filtration)).toBeGreaterThan(85)
    // Called stage G3a, which is 45 to 59.
    for (const key of ['walter-review-10', 'walter-nephrology', 'walter-review-4']) {
      expect(number(key, filtration), key).toBeGreaterThanOrEqual(45)
      expect(number(key, filtration), key).toBeLessThan(60)
    }
  })

  it('gives nobody what they are allergic to', () => {
    const toNora = records.filter(({ memberKey }) => memberKey === 'nora')
    for (const { key, input } of toNora) {
      expect(input.prescription ?? '', key).not.toMatch(/cillin/i)
    }
  })

  it('names a medicine from the review that added it on', () => {
    expect(textOf('walter-review-58')).not.toMatch(/Empagliflozin 10 mg, one/)
    expect(textOf('walter-review-52')).toMatch(/Empagliflozin 10 mg, one/)
  })
})
