import { afterEach, describe, expect, it, vi } from 'vitest'
import { useCopy } from './use-copy.ts'

afterEach(() => vi.unstubAllGlobals())

async function copyWith(clipboard?: { writeText: (text: string) => Promise<void> }) {
  vi.stubGlobal('navigator', { clipboard })
  const { copy, state } = useCopy()
  await copy('a secret')
  return state.value
}

describe('copying what is shown once', () => {
  it('is said when it was done', async () => {
    const writeText = vi.fn(() => Promise.resolve())
    expect(await copyWith({ writeText })).toBe('copied')
    expect(writeText).toHaveBeenCalledWith('a secret')
  })

  it('is not claimed where the browser has no clipboard', async () => {
    expect(await copyWith()).toBe('refused')
  })

  it('is not claimed when the browser refuses', async () => {
    expect(await copyWith({ writeText: () => Promise.reject(new Error('no')) })).toBe('refused')
  })
})
