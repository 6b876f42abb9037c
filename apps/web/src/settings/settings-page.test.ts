import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Consent } from '../api/types.ts'
import { useSessionStore } from '../auth/session.store.ts'
import { json, problem, startFakeServer } from '../testing/fake-server.ts'
import { mountPage, settle } from '../testing/mount-page.ts'
import { people, user } from '../testing/samples.ts'

const page = { pages: ['settings', 'settings-ai'] }

const providers = [
  { key: 'local', model: 'small', host: '127.0.0.1:11434', local: true },
  { key: 'groq', model: 'llama', host: 'api.groq.com', local: false },
]

beforeEach(() => localStorage.clear())
afterEach(() => {
  document.body.innerHTML = ''
  vi.unstubAllGlobals()
})
enableAutoUnmount(afterEach)

function startServer(known = providers) {
  let consents: Consent[] = []
  return startFakeServer({
    'GET /api/v1/family': () => json({ family_members: people }),
    'GET /api/v1/ai/providers': () => json({ providers: known }),
    'GET /api/v1/ai/consents': () => json({ consents }),
    'PUT /api/v1/ai/consents': ({ body }) => {
      const { granted, ...consent } = body as Consent & { granted: boolean }
      consents = granted ? [{ ...consent, given_at: '2026-01-15T09:30:00Z' }] : []
      return json({ consents })
    },
    'PUT /api/v1/user': ({ body }) => json({ ...user, ...(body as object) }),
  })
}

describe('what may leave', () => {
  it('is nothing until it is switched on, person by person', async () => {
    const server = startServer()
    const { wrapper } = await mountPage('/settings/ai', page)
    const switches = wrapper.findAll('[role=switch]')
    expect(switches.map((one) => one.attributes('aria-label'))).toEqual([
      'Questions about Ana Silva may be sent to api.groq.com',
      'Questions about Tomás Silva may be sent to api.groq.com',
    ])
    expect(switches.map((one) => one.attributes('aria-checked'))).toEqual(['false', 'false'])

    await switches[1]?.trigger('click')
    await settle()
    const change = { family_member_id: 2, host: 'api.groq.com' }
    expect(server.sent('PUT', '/api/v1/ai/consents').at(-1)?.body).toEqual({
      ...change,
      granted: true,
    })
    expect(switches.map((one) => one.attributes('aria-checked'))).toEqual(['false', 'true'])
    expect(wrapper.text()).toContain('Allowed since')

    await switches[1]?.trigger('click')
    await settle()
    expect(server.sent('PUT', '/api/v1/ai/consents').at(-1)?.body).toEqual({
      ...change,
      granted: false,
    })
    expect(switches[1]?.attributes('aria-checked')).toBe('false')
  })

  it('needs no switch for what stays at home', async () => {
    startServer(providers.slice(0, 1))
    const { wrapper } = await mountPage('/settings/ai', page)
    expect(wrapper.text()).toContain('Stays at home, needs no permission.')
    expect(wrapper.find('[role=switch]').exists()).toBe(false)
  })

  it('is said to be nothing at all without a language model', async () => {
    startServer([])
    const { wrapper } = await mountPage('/settings/ai', page)
    expect(wrapper.text()).toContain('No language model is set up')
  })

  it('stays off when the server refuses', async () => {
    const server = startServer()
    server.answers['PUT /api/v1/ai/consents'] = () => problem(503, 'unavailable', 'Not now.')
    const { wrapper } = await mountPage('/settings/ai', page)
    await wrapper.get('[role=switch]').trigger('click')
    await settle()
    expect(wrapper.get('[role=switch]').attributes('aria-checked')).toBe('false')
    expect(document.body.textContent).toContain('Not now.')
  })
})

describe('the profile', () => {
  it('sends only what was changed, and shows it at once', async () => {
    const server = startServer()
    const { wrapper } = await mountPage('/settings', page)
    await wrapper.get('input[name=first_name]').setValue('  Anna ')
    await wrapper.get('form').trigger('submit')
    await vi.waitFor(() => expect(wrapper.text()).toContain('Saved'))
    expect(server.sent('PUT', '/api/v1/user')[0]?.body).toEqual({ first_name: 'Anna' })
    expect(useSessionStore().user?.first_name).toBe('Anna')
  })

  it('shows what the server says at the field', async () => {
    const server = startServer()
    server.answers['PUT /api/v1/user'] = () =>
      problem(409, 'conflict', 'This username is taken.', { field: 'username' })
    const { wrapper } = await mountPage('/settings', page)
    await wrapper.get('input[name=username]').setValue('tomas')
    await wrapper.get('form').trigger('submit')
    await vi.waitFor(() => expect(wrapper.text()).toContain('This username is taken.'))
  })
})
