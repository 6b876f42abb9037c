import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Document } from '../api/types.ts'
import { usePersonStore } from '../people/person.store.ts'
import { openEvents } from '../testing/event-server.ts'
import { json, startFakeServer } from '../testing/fake-server.ts'
import { mountPage, settle } from '../testing/mount-page.ts'
import { people } from '../testing/samples.ts'

const page = { pages: ['documents'] }

const paper = (id: number, more: Partial<Document> = {}): Document => ({
  id,
  record_id: 42,
  family_member_id: 2,
  record_date: '2019-05-02',
  filename: `Paper ${id}.pdf`,
  file_size: 1000,
  content_type: 'application/pdf',
  uploaded_at: '2026-01-15T09:30:00Z',
  state: 'done',
  reason: null,
  page_count: 3,
  job_id: id,
  ...more,
})

beforeEach(() => localStorage.clear())
afterEach(() => {
  document.body.innerHTML = ''
  vi.unstubAllGlobals()
})
enableAutoUnmount(afterEach)

function startServer(documents: Document[], total = documents.length) {
  return startFakeServer({
    'GET /api/v1/family': () => json({ family_members: people }),
    'GET /api/v1/documents': () =>
      json({ documents, total, page: 1, pages: Math.ceil(total / 20) }),
  })
}

it('teaches when there is nothing', async () => {
  startServer([])
  const { wrapper } = await mountPage('/documents', page)
  expect(wrapper.text()).toContain('Papers come here')
})

it('says the state of each, and the reason where one is needed', async () => {
  startServer([
    paper(1),
    paper(2, { state: 'needs_attention', reason: 'This file is locked with a password.' }),
    paper(3, { state: 'failed', reason: 'This file is damaged.' }),
  ])
  const { wrapper } = await mountPage('/documents', page)
  const rows = wrapper.findAll('li').map((row) => row.text())
  expect(rows[0]).toContain('Read')
  expect(rows[1]).toContain('Needs a look')
  expect(rows[1]).toContain('This file is locked with a password.')
  expect(rows[2]).toContain('Could not be read')
})

it('follows at most two readings at a time, and the next when one ends', async () => {
  const papers = [1, 2, 3].map((id) => paper(id, { state: 'queued' }))
  const streams = new Map(papers.map(({ id }) => [id, openEvents()]))
  const server = startServer(papers)
  for (const [id, { response }] of streams) {
    server.answers[`GET /api/v1/jobs/${id}/events`] = () => response
  }
  const followed = () =>
    server.requests.filter(({ path }) => path.endsWith('/events')).map(({ path }) => path)
  const { wrapper } = await mountPage('/documents', page)
  expect(followed()).toHaveLength(2)

  streams.get(1)?.send('progress', { id: 1, state: 'running', stage: '', done: 2, total: 12 })
  await settle()
  expect(wrapper.text()).toContain('Reading page 3 of 12')

  papers[0] = paper(1)
  streams.get(1)?.send('end', { id: 1, state: 'done', stage: '', done: 12, total: 12 })
  await vi.waitFor(() => expect(followed()).toContain('/api/v1/jobs/3/events'))
  await vi.waitFor(() => expect(wrapper.findAll('li')[0]?.text()).toContain('Read'))

  wrapper.unmount()
  await settle()
  expect(streams.get(2)?.isCancelled()).toBe(true)
  expect(streams.get(3)?.isCancelled()).toBe(true)
})

it('begins at the first page for another person', async () => {
  const server = startServer([paper(1)], 45)
  const { router } = await mountPage('/documents?page=2', page)
  usePersonStore().choose(2)
  await settle()
  expect(router.currentRoute.value.query).toEqual({})
  const last = server.sent('GET', '/api/v1/documents').at(-1)
  expect(Object.fromEntries(last?.query ?? [])).toEqual({ page: '1', family_member_id: '2' })
})
