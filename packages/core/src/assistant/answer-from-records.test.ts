import { expect, it } from 'vitest'
import { answerFromRecords } from './answer-from-records.ts'
import type { Source } from './sources.ts'

const now = new Date('2026-01-15T09:30:00Z')

const source: Source = {
  citation: {
    id: 'R1',
    kind: 'record',
    recordId: 42,
    title: 'Cut in the hand',
    date: '2019-05-02',
    familyMember: { id: 1, name: 'Ana Silva' },
    quote: 'Tetanus booster',
  },
  context: 'Tetanus booster',
}

async function answer(sources: Source[]) {
  for await (const event of answerFromRecords(sources, 'not-configured', now)) {
    if (event.type === 'done') return event.answer
  }
  throw new Error('no end')
}

it('announces passages where there are some', async () => {
  const { notice, citations } = await answer([source])
  expect(notice).toMatch(/^No language model is configured\. These are the passages/)
  expect(citations).toHaveLength(1)
})

it('announces none where nothing is close', async () => {
  const { notice, response } = await answer([])
  expect(notice).toBe('No language model is configured.')
  expect(response).toContain('Nothing in these records')
})
