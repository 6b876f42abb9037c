import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { json, problem, startFakeServer } from '../testing/fake-server.ts'
import { mountPage, settle } from '../testing/mount-page.ts'
import { people } from '../testing/samples.ts'
import { isLeaving } from './leaving.ts'

const page = { pages: ['settings-data'] }

const none = {
  state: 'none',
  job_id: null,
  requested_at: null,
  ready_at: null,
  expires_at: null,
  file_size: null,
}
const ready = {
  state: 'ready',
  job_id: 3,
  requested_at: '2026-01-15T09:30:00Z',
  ready_at: '2026-01-15T09:31:00Z',
  expires_at: '2026-01-16T09:31:00Z',
  file_size: 48_211_042,
}

afterEach(() => {
  document.body.innerHTML = ''
  isLeaving.value = false
  vi.unstubAllGlobals()
})
enableAutoUnmount(afterEach)

function startServer(made: object = none) {
  return startFakeServer({
    'GET /api/v1/family': () => json({ family_members: people }),
    'GET /api/v1/user/export': () => json(made),
    'POST /api/v1/user/export': () => json({ ...ready, state: 'preparing' }, { status: 202 }),
    'GET /api/v1/jobs/3': () => json({ id: 3, state: 'running', done: 1, total: 4 }),
    'POST /api/v1/user/deletion': () => json({ due_at: '2026-02-14T09:30:00Z' }),
  })
}

const byText = (words: string) => (button: { text(): string }) => button.text() === words

describe('an archive', () => {
  it('is asked for, and its making is shown', async () => {
    const server = startServer()
    const { wrapper } = await mountPage('/settings/data', page)
    await wrapper.findAll('button').find(byText('Make an archive'))?.trigger('click')
    await settle()
    expect(server.sent('POST', '/api/v1/user/export')).toHaveLength(1)
    expect(wrapper.text()).toContain('Your archive is being made')
    expect(wrapper.findAll('button').some(byText('Make an archive'))).toBe(false)
  })

  it('that is ready says how large it is and until when it lies there', async () => {
    startServer(ready)
    const { wrapper } = await mountPage('/settings/data', page)
    expect(wrapper.text()).toMatch(/ready: 48.2 MB, made .+ removed .+/)
    expect(wrapper.findAll('button').some(byText('Download the archive'))).toBe(true)
  })
})

describe('deleting the account', () => {
  it('needs the word', async () => {
    const server = startServer()
    const { wrapper } = await mountPage('/settings/data', page)
    const form = wrapper.find('#delete form')
    const button = form.find('button[type=submit]')
    expect(button.attributes('disabled')).toBeDefined()
    for (const typed of ['delete', 'DELET', ' DELETE']) {
      await form.find('input').setValue(typed)
      await form.trigger('submit')
    }
    await settle()
    expect(server.sent('POST', '/api/v1/user/deletion')).toHaveLength(0)
    await form.find('input').setValue('DELETE')
    await form.trigger('submit')
    await settle()
    expect(server.sent('POST', '/api/v1/user/deletion')[0]?.body).toEqual({ confirm: 'DELETE' })
    expect(wrapper.text()).toContain('Until then you can sign in and keep it')
  })

  it('says why it cannot be', async () => {
    const server = startServer()
    server.answers['POST /api/v1/user/deletion'] = () =>
      problem(409, 'conflict', 'You are the only administrator.')
    const { wrapper } = await mountPage('/settings/data', page)
    await wrapper.find('#delete input').setValue('DELETE')
    await wrapper.find('#delete form').trigger('submit')
    await settle()
    expect(wrapper.find('#delete [role=alert]').text()).toBe('You are the only administrator.')
  })

  it('leaves one page when the server answers nothing else any more', async () => {
    const server = startServer()
    server.answers['GET /api/v1/user/export'] = () =>
      problem(403, 'deletion-pending', 'About to end.')
    expect(isLeaving.value).toBe(false)
    await mountPage('/settings/data', page)
    expect(isLeaving.value).toBe(true)
  })
})
