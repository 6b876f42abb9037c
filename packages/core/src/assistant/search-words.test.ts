import { expect, test } from 'vitest'
import { toSearchWords } from './search-words.ts'

test.each([
  ['When was the last tetanus shot?', 'the tetanus vaccination'],
  ['What was the LDL in 2025-03?', 'the LDL in 2025-03'],
  ['HbA1c', 'HbA1c'],
  ['When was the last?', 'the'],
  ['What now?', 'What now?'],
])('%j is looked for as %j', (question, words) => {
  expect(toSearchWords(question)).toBe(words)
})
