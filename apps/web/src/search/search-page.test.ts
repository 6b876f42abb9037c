import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SearchAnswer, SearchResult } from '../api/types.ts'
import { useHighlightStore } from '../documents/highlight.store.ts'
import { usePersonStore } from '../people/person.store.ts'
import { json, problem, startFakeServer, type SeenRequest } from '../testing/fake-server.ts'
import { mountPage, settle } from '../testing/mount-page.ts'
import { people } from '../testing/samples.ts'
import { useSearchStore } from './search.store.ts'

const page = { pages: ['search'] }

const results: SearchResult[] = [
  {
    kind: 'document',
    record_id: 42,
    document_id: 7,
    page: 3,
    family_member: { id: 1, name: 'Ana Silva' },
    date: '2019-05-02',
    title: 'Vaccination card.pdf',
    snippet: [
      { text: 'A ', marked: false },
      { text: 'tetanus', marked: true },
      { text: ' booster <b>WBC < 5</b>', marked: false },
    ],
  },
  {
    kind: 'record',
    record_id: 42,
    document_id: null,
    page: null,
    family_member: { id: 2, name: 'Tomás Silva' },
    date: '2019-05-02',
    title: 'Cut in the hand',
    snippet: [{ text: 'tetanus', marked: true }],
  },
]

const found: SearchAnswer = { results, total: 42, page: 1, pages: 3, corrections: [] }
const nothing: SearchAnswer = { results: [], total: 0, page: 1, pages: 0, corrections: [] }

beforeEach(() => localStorage.clear())
afterEach(() => {
  document.body.innerHTML = ''
  vi.unstubAllGlobals()
})
enableAutoUnmount(afterEach)

function startServer(search: (request: SeenRequest) => Response | Promise<Response>) {
  return startFakeServer({
    'GET /api/v1/family': () => json({ family_members: people }),
    'POST /api/v1/search': search,
  })
}

function bodies(server: ReturnType<typeof startServer>) {
  return server.sent('POST', '/api/v1/search').map(({ body }) => body as { query: string })
}

async function openAndType(query: string) {
  const mounted = await mountPage('/search', page)
  await mounted.wrapper.get('input[type=search]').setValue(query)
  await vi.waitFor(() => expect(useSearchStore().isSearching).toBe(false), 2000)
  await settle()
  return mounted
}

describe('searching', () => {
  it('asks once after the typing, in the body and never in an address', async () => {
    const server = startServer(() => json(found))
    const { wrapper, router } = await mountPage('/search', page)
    for (const query of ['t', 'te', 'tet ', 'tetanus']) {
      await wrapper.get('input[type=search]').setValue(query)
    }
    await vi.waitFor(() => expect(wrapper.text()).toContain('42 results'))
    expect(bodies(server)).toEqual([{ query: 'tetanus', page: 1, per_page: 20 }])
    expect(router.currentRoute.value.fullPath).toBe('/search')
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('tet')
  })

  it('drops the answer of an older question, even when it comes last', async () => {
    const answers: ((answer: Response) => void)[] = []
    const server = startServer(() => new Promise((resolve) => answers.push(resolve)))
    const { wrapper } = await mountPage('/search', page)
    await wrapper.get('input[type=search]').setValue('first')
    await vi.waitFor(() => expect(answers).toHaveLength(1))
    await wrapper.get('input[type=search]').setValue('second')
    await vi.waitFor(() => expect(answers).toHaveLength(2))
    answers[1]?.(json(found))
    await settle()
    answers[0]?.(json(nothing))
    await settle()
    expect(bodies(server).map(({ query }) => query)).toEqual(['first', 'second'])
    expect(wrapper.text()).toContain('42 results')
  })

  it('shows marks as marks and everything else as text', async () => {
    startServer(() => json(found))
    const { wrapper } = await openAndType('tetanus')
    const hit = wrapper.get('ol a')
    expect(hit.findAll('mark').map((mark) => mark.text())).toEqual(['tetanus'])
    expect(hit.text()).toContain('A tetanus booster <b>WBC < 5</b>')
  })

  it('says what it searched for instead', async () => {
    const corrections = [{ typed: 'tetnus', used: 'tetanus' }]
    startServer(() => json({ ...found, corrections }))
    const { wrapper } = await openAndType('tetnus')
    expect(wrapper.text()).toContain('Showing results for “tetanus” instead of “tetnus”.')
  })

  it('searches anew for another person, from the first page', async () => {
    const server = startServer(() => json(found))
    const { wrapper } = await openAndType('tetanus')
    await wrapper.get('[aria-label="Next page"]').trigger('click')
    await vi.waitFor(() => expect(bodies(server).at(-1)).toMatchObject({ page: 2 }))
    usePersonStore().choose(2)
    await vi.waitFor(() =>
      expect(bodies(server).at(-1)).toMatchObject({ page: 1, family_member_id: 2 }),
    )
  })

  it('helps when there is nothing', async () => {
    startServer(() => json(nothing))
    const { wrapper } = await openAndType('zzz')
    expect(wrapper.text()).toContain('Nothing found for “zzz”')
  })

  it('says what is wrong', async () => {
    startServer(() => problem(503, 'unavailable', 'Not available just now.'))
    const { wrapper } = await openAndType('tetanus')
    expect(wrapper.get('[role=alert]').text()).toContain('Not available just now.')
  })

  it('asks nothing for blanks, and forgets the results when the box is emptied', async () => {
    const server = startServer(() => json(found))
    const { wrapper } = await openAndType('tetanus')
    await wrapper.get('input[type=search]').setValue('   ')
    await settle()
    expect(wrapper.text()).toContain('Find any word')
    expect(bodies(server)).toHaveLength(1)
  })
})

describe('the results', () => {
  it('are walked through with the arrows, and back to the box', async () => {
    startServer(() => json(found))
    const { wrapper } = await openAndType('tetanus')
    const box = wrapper.get('input[type=search]')
    const [first, second] = wrapper.findAll('ol a')
    await box.trigger('keydown.down')
    expect(document.activeElement).toBe(first?.element)
    await first?.trigger('keydown.down')
    expect(document.activeElement).toBe(second?.element)
    await second?.trigger('keydown.down')
    expect(document.activeElement).toBe(second?.element)
    await second?.trigger('keydown.up')
    await first?.trigger('keydown.up')
    expect(document.activeElement).toBe(box.element)
  })

  it('open the page of a document with its words kept in memory', async () => {
    startServer(() => json(found))
    const { wrapper, router } = await openAndType('tetanus')
    await wrapper.get('ol a').trigger('click')
    await settle()
    expect(router.currentRoute.value.fullPath).toBe('/documents/7?page=3')
    expect(useHighlightStore().find(7, 3)).toEqual({
      passage: 'A tetanus booster <b>WBC < 5</b>',
      terms: ['tetanus'],
    })
  })

  it('are still there when one comes back', async () => {
    const server = startServer(() => json(found))
    const { wrapper, router } = await openAndType('tetanus')
    await router.push('/records/42')
    await router.push('/search')
    await settle()
    expect(wrapper.get<HTMLInputElement>('input[type=search]').element.value).toBe('tetanus')
    expect(wrapper.text()).toContain('42 results')
    expect(bodies(server)).toHaveLength(1)
  })
})
