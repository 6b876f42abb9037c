import { describe, expect, it } from 'vitest'
import { filtrationRate, totalCholesterol } from './formulas.ts'
import { inOneLine, measure } from './lab-result.ts'
import { valueAt, wavering } from './trend.ts'

describe('a measured value', () => {
  it('is judged as printed, by sex', () => {
    expect(measure('hba1c', 5.64, 'female')).toMatchObject({ value: '5.6', flag: '' })
    expect(measure('hba1c', 5.66, 'female')).toMatchObject({ value: '5.7', flag: 'H' })
    expect(measure('hemoglobin', 12.9, 'female').flag).toBe('')
    expect(measure('hemoglobin', 12.9, 'male').flag).toBe('L')
  })

  it('prints one-sided ranges in words', () => {
    expect(measure('ldl', 90, 'male').range).toBe('up to 100')
    expect(measure('filtration', 80, 'male').range).toBe('60 or more')
  })

  it('is quoted with its mark', () => {
    const results = [measure('ferritin', 9, 'female'), measure('ldl', 131, 'female')]
    expect(inOneLine(results)).toBe('Ferritin 9 ng/mL (low), LDL cholesterol 131 mg/dL (high)')
  })
})

describe('a trend', () => {
  const trend = [
    [12, 100],
    [6, 160],
    [0, 40],
  ] as const

  it.each([
    [20, 100],
    [12, 100],
    [9, 130],
    [6, 160],
    [3, 100],
    [0, 40],
    [-2, 40],
  ])('%s months ago is %s', (monthsAgo, value) => {
    expect(valueAt(trend, monthsAgo)).toBe(value)
  })

  it('wavers within its spread, the same way each time', () => {
    const values = Array.from({ length: 50 }, (_, at) => wavering('x', [[0, 10]], at, 2))
    expect(Math.min(...values)).toBeGreaterThanOrEqual(8)
    expect(Math.max(...values)).toBeLessThanOrEqual(12)
    expect(new Set(values).size).toBeGreaterThan(40)
    expect(wavering('x', [[0, 10]], 7, 2)).toBe(values[7])
  })
})

describe('formulas', () => {
  it('agree with published examples of CKD-EPI 2021', () => {
    expect(filtrationRate(1, 50, 'male')).toBeCloseTo(92, 0)
    expect(filtrationRate(1, 50, 'female')).toBeCloseTo(69, 0)
  })

  it('add up by Friedewald', () => {
    expect(totalCholesterol({ ldl: 100, hdl: 50, triglycerides: 150 })).toBe(180)
  })
})
