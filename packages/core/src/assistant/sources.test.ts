import { expect, test } from 'vitest'
import type { Passage } from '../search/search.ts'
import { resolveCitations, toSources } from './sources.ts'

const passage = (more: Partial<Passage>): Passage => ({
  kind: 'record',
  recordId: 1,
  familyMember: { id: 1, name: 'Mia' },
  date: '2025-03-01',
  title: 'Check-up',
  text: 'Tetanus booster given.',
  score: 1,
  coverage: 1,
  ...more,
})

test('what only brushes the question is no source', () => {
  const sources = toSources([passage({}), passage({ coverage: 0.2 })], 'tetanus')
  expect(sources).toHaveLength(1)
})

test('records and document pages have names of their own', () => {
  const document = passage({ kind: 'document', documentId: 4, page: 2 })
  const ids = toSources([passage({}), document], 'tetanus').map(({ citation }) => citation.id)
  expect(ids).toEqual(['R1', 'D2'])
})

test('a citation that was never given disappears from the answer', () => {
  const sources = toSources([passage({})], 'tetanus')
  const { text, cited } = resolveCitations('In 2025 [R1]. Also [R9] and [D1], [R1].', sources)
  expect(text).toBe('In 2025 [R1]. Also  and , [R1].')
  expect(cited.map(({ id }) => id)).toEqual(['R1'])
})

test('when the last is asked for the newest of those that fit as well comes first', () => {
  const passages = [
    passage({ recordId: 1, date: '2016-05-01' }),
    passage({ recordId: 2, date: '2026-01-01', coverage: 0.5 }),
    passage({ recordId: 3, date: '2025-10-12' }),
  ]
  const order = (question: string) =>
    toSources(passages, question).map(({ citation }) => citation.recordId)
  expect(order('When was the last tetanus shot?')).toEqual([3, 1, 2])
  expect(order('Which tetanus shots were there?')).toEqual([1, 2, 3])
})
