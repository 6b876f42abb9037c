import { expect, test } from 'vitest'
import { excerpt } from './excerpt.ts'

test('a short text stays as it is', () => {
  expect(excerpt('  LDL 131 mg/dL\n', 'LDL?', 100)).toBe('LDL 131 mg/dL')
})

test('the stretch that answers the question is taken, and every word of it stands in the text', () => {
  const filler = 'Nothing of note was seen on that day.\n'.repeat(40)
  const text = `${filler}Tetanus booster given in the left arm.\n${filler}`
  const found = excerpt(text, 'When was the last tetanus booster?', 200)
  expect(found).toContain('Tetanus booster given in the left arm.')
  expect(text).toContain(found)
  expect(found.length).toBeLessThanOrEqual(200)
})

test('text without any space is cut, a question without any word takes the beginning', () => {
  expect(excerpt('x'.repeat(500), '??', 100)).toHaveLength(100)
})

test('of a list by date the newest line that fits, when the last is asked for', () => {
  const rows = Array.from({ length: 30 }, (_, i) => `Row ${i}: hepatitis B`)
  rows[3] = '12 May 2018: tetanus, first dose'
  rows[20] = '19 Sep 2023: tetanus, booster'
  const card = rows.join('\n')
  expect(excerpt(card, 'When was the last tetanus shot?', 120)).toMatch(
    /^19 Sep 2023: tetanus, booster/,
  )
  expect(excerpt(card, 'Which tetanus doses were given?', 120)).toContain('12 May 2018: tetanus')
})

test('values rather than the mention of what comes next', () => {
  const record = `Investigations: LDL cholesterol 110 mg/dL, HDL cholesterol 45 mg/dL, total cholesterol 184 mg/dL
${'Nothing else of note.\n'.repeat(20)}Follow-up: LDL cholesterol in December.`
  expect(excerpt(record, 'What was the last LDL cholesterol?', 150)).toContain('110 mg/dL')
})
