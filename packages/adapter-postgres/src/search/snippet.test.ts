import { describe, expect, it } from 'vitest'
import { toSnippet } from './snippet.ts'

const join = (parts: { text: string }[]): string => parts.map(({ text }) => text).join('')
const marked = (parts: { text: string; marked: boolean }[]): string[] =>
  parts.filter((part) => part.marked).map(({ text }) => text)

describe('snippet', () => {
  it('is the whole of a short text', () => {
    const parts = toSnippet('Take 5mg <b>daily</b>', new Set(['daily']))
    expect(parts).toEqual([
      { text: 'Take 5mg <b>', marked: false },
      { text: 'daily', marked: true },
      { text: '</b>', marked: false },
    ])
  })

  it('shows the place with the most different words, cut between words', () => {
    const filler = 'nothing to see here at all. '.repeat(40)
    const text = `fever ${filler}fever, cough and rash since May. ${filler}`
    const parts = toSnippet(text, new Set(['fever', 'cough', 'rash']))
    expect(marked(parts)).toEqual(['fever', 'cough', 'rash'])
    expect(text).toContain(join(parts))
    expect(join(parts).length).toBeLessThanOrEqual(240)
    expect(join(parts)).toMatch(/^\w.*\S$/)
  })

  it('cuts no character in two where there is no space', () => {
    for (const lead of ['', 'a', 'ab']) {
      const text = lead + '🫀'.repeat(500)
      const shown = join(toSnippet(text, new Set()))
      expect(shown.isWellFormed()).toBe(true)
      expect(text).toContain(shown)
    }
  })

  it('is empty for an empty text, and takes a megabyte in a moment', () => {
    expect(toSnippet('', new Set(['x']))).toEqual([])
    const text = 'fever and cough '.repeat(65_000)
    const began = performance.now()
    expect(marked(toSnippet(text, new Set(['fever']))).length).toBeGreaterThan(5)
    expect(performance.now() - began).toBeLessThan(5_000)
  })
})
