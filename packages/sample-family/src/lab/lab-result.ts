import type { Sex } from '@phrm/core'
import type { Analyte, AnalyteKey } from './analytes.ts'
import { analytes } from './analytes.ts'

/** One line of a laboratory report, as printed. */
export interface LabResult {
  test: string
  value: string
  unit: string
  range: string
  /** Outside of the range: high or low. */
  flag: '' | 'H' | 'L'
  /** Heading under which the laboratory prints it. */
  group: string
}

export function measure(key: AnalyteKey, amount: number, sex: Sex): LabResult {
  const analyte: Analyte = analytes[key]
  const low = limit(analyte.low, sex)
  const high = limit(analyte.high, sex)
  const value = amount.toFixed(analyte.digits)
  return {
    test: analyte.name,
    value,
    unit: analyte.unit,
    range: printedRange(low, high, analyte.digits),
    // The printed value is judged: 5.6 on paper must not be called high because it was 5.649.
    flag: high !== undefined && +value > high ? 'H' : low !== undefined && +value < low ? 'L' : '',
    group: analyte.group,
  }
}

export function measureAll(amounts: Partial<Record<AnalyteKey, number>>, sex: Sex): LabResult[] {
  return Object.entries(amounts).map(([key, amount]) => measure(key as AnalyteKey, amount, sex))
}

/** How a record quotes results: `Hemoglobin 11.2 g/dL (low), Ferritin 9 ng/mL (low)`. */
export function inOneLine(results: LabResult[]): string {
  return results
    .map(({ test, value, unit, flag }) =>
      [test, value, unit, { H: '(high)', L: '(low)', '': '' }[flag]].filter(Boolean).join(' '),
    )
    .join(', ')
}

function limit(value: Analyte['low'], sex: Sex): number | undefined {
  return typeof value === 'object' ? value[sex === 'male' ? 'male' : 'female'] : value
}

function printedRange(low: number | undefined, high: number | undefined, digits: number): string {
  if (low !== undefined && high !== undefined)
    return `${low.toFixed(digits)} - ${high.toFixed(digits)}`
  if (high !== undefined) return `up to ${high.toFixed(digits)}`
  return low === undefined ? '' : `${low.toFixed(digits)} or more`
}
