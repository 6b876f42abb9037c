import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Document, PageText } from '../api/types.ts'
import { openEvents } from '../testing/event-server.ts'
import { json, problem, startFakeServer } from '../testing/fake-server.ts'
import { mountPage, settle } from '../testing/mount-page.ts'
import { people } from '../testing/samples.ts'
import { useHighlightStore } from './highlight.store.ts'

const page = { pages: ['document'] }

const paper: Document = {
  id: 7,
  record_id: 42,
  family_member_id: 2,
  record_date: '2019-05-02',
  filename: 'Card <b>.pdf',
  file_size: 1000,
  content_type: 'application/pdf',
  uploaded_at: '2026-01-15T09:30:00Z',
  state: 'done',
  reason: null,
  page_count: 3,
  job_id: 5,
}

const text: PageText = {
  number: 2,
  text: 'WBC < 5\nTetanus booster',
  source: 'ocr',
  confidence: 80,
  words: [
    { text: 'WBC', box: [0.1, 0.1, 0.1, 0.02], confidence: 95 },
    { text: '<', box: [0.22, 0.1, 0.01, 0.02], confidence: 84 },
    { text: '5', box: [0.25, 0.1, 0.01, 0.02], confidence: 85 },
    { text: 'Tetanus', box: [0.1, 0.2, 0.2, 0.02], confidence: 99 },
    { text: 'booster', box: [0.31, 0.2, 0.2, 0.02], confidence: 99 },
  ],
}

const blobs = { made: 0, revoked: 0 }

beforeEach(() => {
  localStorage.clear()
  Object.assign(blobs, { made: 0, revoked: 0 })
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => `blob:${++blobs.made}`)
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => void blobs.revoked++)
})
afterEach(() => {
  document.body.innerHTML = ''
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})
enableAutoUnmount(afterEach)

function startServer(document: Partial<Document> = {}) {
  const url = '/api/v1/documents/7'
  const pages = [1, 2, 3].flatMap((number) => [
    [`GET ${url}/pages/${number}`, () => json({ ...text, number })] as const,
    [`GET ${url}/pages/${number}/picture`, () => new Response(new Blob(['jpeg']))] as const,
  ])
  return startFakeServer({
    'GET /api/v1/family': () => json({ family_members: people }),
    'GET /api/v1/documents': () => json({ documents: [], total: 0, page: 1, pages: 0 }),
    [`GET ${url}`]: () => json({ ...paper, ...document }),
    [`DELETE ${url}`]: () => new Response(null, { status: 204 }),
    [`POST ${url}/restore`]: () => json(paper),
    [`POST ${url}/read`]: () => json({ ...paper, state: 'queued' }, { status: 202 }),
    ...Object.fromEntries(pages),
  })
}

describe('a page of a document', () => {
  it('shows the picture, fetched with the bearer, beside the text as it is', async () => {
    const server = startServer()
    const { wrapper } = await mountPage('/documents/7?page=2', page)
    expect(wrapper.get('img').attributes('src')).toBe('blob:1')
    expect(wrapper.get('.page-words').element.textContent).toBe(text.text)
    expect(wrapper.get('h1').text()).toBe('Card <b>.pdf')
    expect(wrapper.text()).toContain('Tomás Silva')
    const [request] = server.sent('GET', '/api/v1/documents/7/pages/2/picture')
    expect(request?.headers.get('Authorization')).toBe('Bearer token-1')
  })

  it('marks the words that were read with less certainty', async () => {
    startServer()
    const { wrapper } = await mountPage('/documents/7?page=2', page)
    const unsure = wrapper.findAll('.page-words .word-unsure').map((word) => word.text())
    expect(unsure).toEqual(['<'])
    expect(wrapper.text()).toContain('1 word was read with less certainty')
  })

  it('gives the memory of a picture back when the page is turned, and when it closes', async () => {
    startServer()
    const { wrapper, router } = await mountPage('/documents/7?page=2', page)
    await wrapper.get('[aria-label^="Next page"]').trigger('click')
    await settle()
    expect(router.currentRoute.value.query).toEqual({ page: '3' })
    expect(blobs).toEqual({ made: 2, revoked: 1 })
    wrapper.unmount()
    expect(blobs).toEqual({ made: 2, revoked: 2 })
  })

  it('turns pages and zooms by the keyboard, within the document', async () => {
    startServer()
    const { wrapper, router } = await mountPage('/documents/7?page=2', page)
    const press = async (key: string) => {
      dispatchEvent(new KeyboardEvent('keydown', { key }))
      await settle()
    }
    await press('ArrowRight')
    await press('ArrowRight')
    expect(router.currentRoute.value.query.page).toBe('3')
    await press('ArrowLeft')
    expect(router.currentRoute.value.query.page).toBe('2')
    await press('+')
    expect(wrapper.text()).toContain('125 %')
    await press('-')
    await press('-')
    expect(wrapper.text()).toContain('75 %')
  })

  it('takes nonsense in the address for the nearest page', async () => {
    startServer()
    const { wrapper } = await mountPage('/documents/7?page=99&words=zzz', page)
    expect(wrapper.get<HTMLInputElement>('input[type=number]').element.value).toBe('3')
    expect(wrapper.find('.page-mark').exists()).toBe(false)
  })
})

describe('marks', () => {
  it('stand on the picture and in the text, and survive a reload by numbers alone', async () => {
    startServer()
    const before = () => useHighlightStore().keep(7, 2, { passage: 'tetanus  booster', terms: [] })
    const { wrapper, router } = await mountPage('/documents/7?page=2', { ...page, before })
    const boxes = wrapper.findAll('.page-mark')
    expect(boxes).toHaveLength(1)
    expect(boxes[0]?.attributes('style')).toContain('left: 10%')
    expect(boxes[0]?.attributes('style')).toContain('width: 41%')
    const marked = wrapper.findAll('.page-words mark').map((mark) => mark.text())
    expect(marked.join(' ')).toContain('Tetanus')
    expect(router.currentRoute.value.fullPath).toBe('/documents/7?page=2&words=3-4')

    wrapper.unmount()
    const again = await mountPage('/documents/7?page=2&words=3-4', page)
    expect(again.wrapper.findAll('.page-mark')).toHaveLength(1)
    expect(again.wrapper.find('.page-words mark').exists()).toBe(true)
  })

  it('show the place of the word under the pointer, both ways', async () => {
    startServer()
    const { wrapper } = await mountPage('/documents/7?page=2', page)
    await wrapper.get('[data-word="4"]').trigger('pointerover')
    expect(wrapper.get('.page-active').attributes('style')).toContain('left: 31%')
    await wrapper.get('.page-words').trigger('pointerleave')
    expect(wrapper.find('.page-active').exists()).toBe(false)

    const overlay = wrapper.get('.page-frame .absolute')
    const area = { left: 0, top: 0, width: 100, height: 100 } as DOMRect
    vi.spyOn(overlay.element, 'getBoundingClientRect').mockReturnValue(area)
    await overlay.trigger('pointermove', { clientX: 15, clientY: 21 })
    expect(wrapper.get('[data-word="3"]').classes()).toContain('word-active')
  })
})

describe('reading', () => {
  it('is told live, and the page appears when it is ready', async () => {
    const events = openEvents()
    const server = startServer({ state: 'reading', page_count: null })
    const readPage = server.answers['GET /api/v1/documents/7/pages/1']!
    server.answers['GET /api/v1/documents/7/pages/1'] = () => problem(404, 'not-found', 'No.')
    server.answers['GET /api/v1/jobs/5/events'] = () => events.response
    const { wrapper } = await mountPage('/documents/7', page)
    expect(wrapper.text()).toContain('The text appears as soon as the paper has been read.')

    events.send('progress', { id: 5, state: 'running', stage: 'reading', done: 1, total: 3 })
    await settle()
    expect(wrapper.text()).toContain('Reading page 2 of 3')

    server.answers['GET /api/v1/documents/7'] = () => json(paper)
    server.answers['GET /api/v1/documents/7/pages/1'] = readPage
    events.send('end', { id: 5, state: 'done', stage: 'reading', done: 3, total: 3 })
    await settle()
    await vi.waitFor(() => expect(wrapper.find('.page-words').exists()).toBe(true))
    expect(wrapper.text()).not.toContain('Reading page')
  })

  it('that failed says why, and can be tried again', async () => {
    const server = startServer({ state: 'failed', reason: 'This file is damaged.' })
    const { wrapper } = await mountPage('/documents/7', page)
    expect(wrapper.text()).toContain('This file is damaged.')
    const again = wrapper.findAll('button').find((button) => button.text() === 'Read again')
    await again?.trigger('click')
    await settle()
    expect(server.sent('POST', '/api/v1/documents/7/read')).toHaveLength(1)
  })
})

it('a file that could not be opened stands at page 1 of 1', async () => {
  startServer({ state: 'needs_attention', reason: 'This file is locked.', page_count: 0 })
  const { wrapper } = await mountPage('/documents/7', page)
  expect(wrapper.get('[role=toolbar]').text()).toContain('of 1')
})

it('a file that is nothing but text shows no place for a picture', async () => {
  const server = startServer({ content_type: 'text/plain', page_count: 1 })
  const { wrapper } = await mountPage('/documents/7', page)
  expect(wrapper.get('section').classes()).not.toContain('hidden')
  expect(wrapper.find('[role=toolbar]').exists()).toBe(false)
  expect(server.sent('GET', '/api/v1/documents/7/pages/1/picture')).toHaveLength(0)
})

it('a document of somebody else is not here', async () => {
  const server = startServer()
  server.answers['GET /api/v1/documents/7'] = () => problem(404, 'not-found', 'Nothing here.')
  const { wrapper } = await mountPage('/documents/7', page)
  expect(wrapper.get('h1').text()).toBe('This document is not here')
})
