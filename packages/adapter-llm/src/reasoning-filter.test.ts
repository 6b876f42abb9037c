import { describe, expect, it } from 'vitest'
import { reasoningFilter } from './reasoning-filter.ts'

const cases = [
  ['plain text', 'Dose: 5 µg 🙂', 'Dose: 5 µg 🙂'],
  ['a leading block', '<think>secret µg</think>\n\nDose: 5 µg 🙂', 'Dose: 5 µg 🙂'],
  ['a block after blank lines', ' \n<think>secret</think>Yes', 'Yes'],
  ['an empty block', '<think></think>Yes', 'Yes'],
  ['two blocks', '<think>secret</think>\n<think>secret</think> Yes', 'Yes'],
  ['MedGemma’s block', '<unused94>thought\nsecret<unused95>Yes', 'Yes'],
  ['the longer tag', '<thinking>secret</think></thinking>Yes', 'Yes'],
  ['a block that never closes', '<think>secret </thin', ''],
  ['a tag within the text', 'Use <think>x</think> so.', 'Use <think>x</think> so.'],
  ['a tag that is none', '<thin ice>', '<thin ice>'],
  ['text that ends like a tag', '<thi', '<thi'],
  ['leading blanks of plain text', '\n  - item', '\n  - item'],
  ['nothing', '', ''],
] as const

describe('reasoning filter', () => {
  it.for(cases)('%s, cut anywhere', ([, text, shown]) => {
    for (let size = 1; size <= Math.max(1, text.length); size++)
      expect(inPieces(text, size)).toBe(shown)
  })

  it('never gives half of a character', () => {
    const filter = reasoningFilter()
    const pieces = 'a🙂b'.split('').map((half) => filter.push(half))
    expect(pieces).toEqual(['a', '', '🙂', 'b'])
  })

  it('holds nothing back once the text has begun', () => {
    const filter = reasoningFilter()
    filter.push('Yes')
    expect(filter.push(' <think>')).toBe(' <think>')
  })

  it('keeps little of a block that goes on and on', () => {
    const filter = reasoningFilter()
    filter.push('<think>')
    const started = performance.now()
    for (let i = 0; i < 20_000; i++) filter.push('secret '.repeat(10))
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})

function inPieces(text: string, size: number): string {
  const filter = reasoningFilter()
  let shown = ''
  for (let at = 0; at < text.length; at += size) shown += filter.push(text.slice(at, at + size))
  return shown + filter.end()
}
