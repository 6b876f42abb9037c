import { expect, it } from 'vitest'
import { toQuestionWords } from './question-words.ts'

it('keeps what a question is about', () => {
  expect(toQuestionWords('When was the last tetanus shot? And the TETANUS booster?')).toEqual([
    'tetanus',
    'shot',
    'booster',
  ])
  expect(toQuestionWords('WBC < 5, HbA1c; Müller')).toEqual(['wbc', 'hba1c', 'müller'])
})

it('is empty when nothing is left', () => {
  expect(toQuestionWords('what was it')).toEqual([])
  expect(toQuestionWords('???')).toEqual([])
})
