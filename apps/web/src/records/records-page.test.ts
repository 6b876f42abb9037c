import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { usePersonStore } from '../people/person.store.ts'
import { json, problem, startFakeServer } from '../testing/fake-server.ts'
import { mountPage, settle } from '../testing/mount-page.ts'
import { people, record } from '../testing/samples.ts'

const page = { pages: ['records'] }

beforeEach(() => localStorage.clear())
afterEach(() => {
  document.body.innerHTML = ''
  vi.unstubAllGlobals()
})

function startServer(total = 45) {
  return startFakeServer({
    'GET /api/v1/family': () => json({ family_members: people }),
    'GET /api/v1/records': ({ query }) =>
      json({
        records: total > 0 ? [record] : [],
        total,
        page: Number(query.get('page')),
        pages: Math.ceil(total / 20),
      }),
  })
}

function lastQuery(server: ReturnType<typeof startServer>) {
  return Object.fromEntries(server.sent('GET', '/api/v1/records').at(-1)?.query ?? [])
}

describe('the list of records', () => {
  it('asks for what the address and the switcher say', async () => {
    localStorage.setItem('phrm.person', '2')
    const server = startServer()
    await mountPage('/records?page=2&from=2025-01-01&to=2025-12-31', page)
    expect(lastQuery(server)).toEqual({
      page: '2',
      family_member_id: '2',
      from: '2025-01-01',
      to: '2025-12-31',
    })
  })

  it('ignores nonsense in the address instead of sending it', async () => {
    const server = startServer()
    await mountPage("/records?page=-1&from=yesterday&to=2025'--", page)
    expect(lastQuery(server)).toEqual({ page: '1' })
  })

  it('puts dates into the address and begins at the first page', async () => {
    const server = startServer()
    const { wrapper, router } = await mountPage('/records?page=2', page)
    await wrapper.get('input[type=date]').setValue('2025-03-01')
    await wrapper.get('input[type=date]').trigger('change')
    await settle()
    expect(router.currentRoute.value.query).toEqual({ from: '2025-03-01' })
    expect(lastQuery(server)).toEqual({ page: '1', from: '2025-03-01' })
  })

  it('begins at the first page for another person', async () => {
    const server = startServer()
    const { router } = await mountPage('/records?page=2', page)
    usePersonStore().choose(2)
    await settle()
    expect(router.currentRoute.value.query).toEqual({})
    expect(lastQuery(server)).toEqual({ page: '1', family_member_id: '2' })
  })

  it('turns pages', async () => {
    const server = startServer()
    const { wrapper, router } = await mountPage('/records', page)
    expect(wrapper.text()).toContain('Page 1 of 3')
    await wrapper.get('[aria-label="Next page"]').trigger('click')
    await settle()
    expect(router.currentRoute.value.query).toEqual({ page: '2' })
    expect(lastQuery(server)).toEqual({ page: '2' })
  })

  it('shows text as text', async () => {
    startServer()
    const { wrapper } = await mountPage('/records', page)
    expect(wrapper.get('table a').text()).toBe('WBC < 5 & CRP > 10; -- select')
  })

  it('teaches when there is nothing, and tells no match from no records', async () => {
    startServer(0)
    const { wrapper, router } = await mountPage('/records', page)
    expect(wrapper.text()).toContain('Visits and notes come here')
    await router.push('/records?from=2025-01-01')
    await settle()
    expect(wrapper.text()).toContain('No record in these dates')
  })

  it('says what is wrong and tries again when told to', async () => {
    const server = startServer()
    const list = server.answers['GET /api/v1/records']!
    server.answers['GET /api/v1/records'] = () => problem(503, 'unavailable', 'Not available.')
    const { wrapper } = await mountPage('/records', page)
    expect(wrapper.get('[role=alert]').text()).toContain('Not available.')
    server.answers['GET /api/v1/records'] = list
    await wrapper.get('[role=alert] button').trigger('click')
    await settle()
    expect(wrapper.find('[role=alert]').exists()).toBe(false)
    expect(wrapper.find('table').exists()).toBe(true)
  })
})

it.each([
  ['/records/42', 'GET /api/v1/records/42', 'This record is not here'],
  ['/records/42/edit', 'GET /api/v1/records/42', 'This record is not here'],
  ['/people/2', 'GET /api/v1/family/2', 'This person is not here'],
])('says at %s what is gone, and offers no second try', async (address, request, title) => {
  const server = startServer()
  server.answers[request] = () => problem(404, 'not-found', 'Nothing here.')
  const pages = ['record', 'record-edit', 'person']
  const { wrapper } = await mountPage(address, { pages })
  expect(wrapper.get('h1').text()).toBe(title)
  expect(wrapper.find('[role=alert], [role=status]').exists()).toBe(false)
})
