import { spawn } from 'node:child_process'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { locked, nestedForms, operatorFlood, pageCountLie } from '../../testing/bombs.ts'
import { docx } from '../../testing/docx.ts'
import { pdf, textPage } from '../../testing/pdf.ts'
import { claimsToBe } from '../../testing/pictures.ts'
import { openWorkbench, readPath, runningChildren, runningReaders } from '../../testing/reading.ts'
import { zip } from '../../testing/zip.ts'
import { docxType } from '../type/content-types.ts'
import { lockedReason } from './reading-fault.ts'

vi.setConfig({ testTimeout: 60_000 })
const workbench = openWorkbench()
const { file, read } = workbench
afterAll(workbench.close)

const delay = monitorEventLoopDelay({ resolution: 10 })
beforeEach(() => {
  delay.reset()
  delay.enable()
})
afterEach(() => {
  delay.disable()
  expect(delay.max / 1e6).toBeLessThan(1000)
  expect(runningChildren()).toEqual([])
})

const page = textPage(['Hemoglobin 13.5 g/dL reference 12-16'])
const pdfType = 'application/pdf'
const damagedReason = 'The file is damaged and could not be opened.'
const nothing = expect.objectContaining({ pages: [] })

describe.each(['machine', 'none'] as const)('a hostile PDF (tools: %s)', (tools) => {
  it.each([
    ['empty', '', damagedReason],
    ['a program', Buffer.concat([Buffer.from('MZ\x90\0'), Buffer.alloc(5000, 'x')]), damagedReason],
    ['a header and garbage', `%PDF-1.4\n${'\u0007garbage'.repeat(2000)}`, damagedReason],
    ['cut off early', pdf([page]).subarray(0, 60), damagedReason],
  ])('that is %s has failed', async (_, content, reason) => {
    const result = await read(content, pdfType, { tools })
    expect(result).toEqual(nothing)
    expect(result).toMatchObject({ state: 'failed', reason })
  })

  it('with a password waits for a person', async () => {
    const result = await read(locked(page), pdfType, { tools })
    expect(result).toEqual(nothing)
    expect(result).toMatchObject({
      state: 'needs_attention',
      reason: lockedReason,
    })
  })

  it('that would take for ever is stopped in time', async () => {
    const started = performance.now()
    const limits = { tools, seconds: 4, secondsPerPage: 0, toolSeconds: 30 }
    const { state, reason, pages } = await read(nestedForms(), pdfType, limits)
    expect(performance.now() - started).toBeLessThan(12_000)
    expect({ state, reason, pages }).toEqual({
      state: 'failed',
      reason: 'The file took too long to read, so reading was stopped.',
      pages: [],
    })
  })

  it('that lies about its pages is read as far as it goes', async () => {
    const limits = { tools, seconds: 15, secondsPerPage: 0, pdfPages: 5 }
    const { state, pages } = await read(pageCountLie(page), pdfType, limits)
    expect(state).toMatch(/done|needs_attention/)
    expect(pages[0]!.text).toContain('Hemoglobin')
  })
})

describe('a hostile PDF', () => {
  it('that fills the memory is stopped', async () => {
    const bomb = pdf([operatorFlood(100_000_000)])
    const limits = { tools: 'none', memoryBytes: 300_000_000, seconds: 60 } as const
    const { state, reason } = await read(bomb, pdfType, limits)
    expect({ state, reason }).toEqual({
      state: 'failed',
      reason: 'The file needs too much memory to read, so reading was stopped.',
    })
  })

  it('loses only the page that breaks a tool', async () => {
    const bomb = operatorFlood(60_000_000)
    const limits = { toolSeconds: 1, seconds: 60 }
    const { state, reason, pages } = await read(pdf([page, bomb, page]), pdfType, limits)
    // Without poppler, or on a fast machine, all three may come through.
    if (pages.length === 3) return expect(state).toBe('done')
    expect({ state, reason }).toEqual({
      state: 'needs_attention',
      reason: 'Page 2 could not be read.',
    })
    expect(pages.map(({ number }) => number)).toEqual([1, 3])
  })

  it('keeps what was read before the time was over', async () => {
    const limits = { seconds: 5, secondsPerPage: 0 }
    const { state, reason, pageCount, pages } = await read(nestedForms([page]), pdfType, limits)
    expect({ state, reason, pageCount }).toEqual({
      state: 'needs_attention',
      reason: 'The file took too long to read, so reading was stopped.',
      pageCount: 2,
    })
    expect(pages.map(({ text }) => text)).toEqual(['Hemoglobin 13.5 g/dL reference 12-16'])
  })
})

describe('a hostile picture', () => {
  it('of 300 megapixels is refused by what it claims', async () => {
    const { state, reason, pages } = await read(await claimsToBe(20_000, 15_000), 'image/png')
    expect({ state, reason, pages }).toEqual({
      state: 'failed',
      reason: 'This picture is too large: PHRM reads pictures of up to 60 megapixels.',
      pages: [],
    })
  })

  it.each(['image/png', 'image/jpeg', 'image/webp', 'image/tiff', 'image/heic'])(
    'that is a drawing called %s has failed',
    async (type) => {
      const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
      const result = await read(drawing, type)
      expect(result).toMatchObject({ state: 'failed', reason: damagedReason })
    },
  )

  it('that ends too early has failed', async () => {
    expect(await read(await claimsToBe(400, 300), 'image/png')).toMatchObject({ state: 'failed' })
  })
})

describe('a hostile Word document', () => {
  const tooLarge = 'This file is too large when it is unpacked, so it was not opened.'

  it('that unpacks to very much is refused before it is unpacked', async () => {
    const bomb = docx('', { parts: { 'word/media/a.xml': Buffer.alloc(60_000_000) } })
    expect(await read(bomb, docxType)).toMatchObject({ state: 'failed', reason: tooLarge })
  })

  it('that lies about what it unpacks to has failed', async () => {
    const liar = zip(
      { 'word/document.xml': Buffer.alloc(60_000_000, 'x') },
      { 'word/document.xml': 900 },
    )
    expect(await read(liar, docxType)).toMatchObject({ state: 'failed', reason: damagedReason })
  })

  it.each([
    ['another archive', zip({ 'a.txt': 'x' })],
    ['cut off', docx('A letter').subarray(0, 300)],
    ['no archive', 'hello'],
  ])('that is %s has failed', async (_, content) => {
    expect(await read(content, docxType)).toMatchObject({ state: 'failed', reason: damagedReason })
  })
})

describe('the caller', () => {
  it('may stop the reading', async () => {
    const reading = read(nestedForms(), pdfType, { signal: AbortSignal.timeout(1500) })
    await expect(reading).rejects.toMatchObject({ name: 'TimeoutError' })
    const stopped = read(pdf([page]), pdfType, { signal: AbortSignal.abort(new Error('not now')) })
    await expect(stopped).rejects.toThrow('not now')
  })

  it('hears of a file that is not there', async () => {
    await expect(readPath('/nowhere/at/all', pdfType)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('that cannot keep a picture gets its own error back', async () => {
    const { createDocumentReader } = await import('./document-reader.ts')
    const reading = createDocumentReader().read(
      { localPath: file(pdf([page, page])), contentType: pdfType },
      {
        signal: new AbortController().signal,
        onProgress: () => undefined,
        onPicture: () => Promise.reject(new Error('the disk is full')),
      },
    )
    await expect(reading).rejects.toThrow('the disk is full')
  })
})

describe.runIf(process.platform === 'linux')('the reading process', () => {
  it.each(['machine', 'none'])(
    'does not outlive the one that started it (tools: %s)',
    async (tools) => {
      const script = new URL('../../testing/read-and-die.ts', import.meta.url).pathname
      const starter = spawn(process.execPath, [script, file(nestedForms()), tools])
      await expect.poll(() => runningReaders(starter.pid!).length, { timeout: 20_000 }).toBe(1)
      const [reader] = runningReaders(starter.pid!)
      await new Promise((resolve) => setTimeout(resolve, 1500))
      starter.kill('SIGKILL')
      await expect.poll(() => isRunning(reader!), { timeout: 10_000 }).toBe(false)
      await expect.poll(runningChildren, { timeout: 10_000 }).toEqual([])
    },
  )

  function isRunning(id: number): boolean {
    try {
      return process.kill(id, 0)
    } catch {
      return false
    }
  }
})
