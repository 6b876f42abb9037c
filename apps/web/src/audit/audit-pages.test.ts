import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { json, startFakeServer } from '../testing/fake-server.ts'
import { mountPage, settle } from '../testing/mount-page.ts'
import { people } from '../testing/samples.ts'

afterEach(() => {
  document.body.innerHTML = ''
  vi.unstubAllGlobals()
})
enableAutoUnmount(afterEach)

const at = '2026-01-15T09:30:00.000Z'
const counts = { total: 2, page: 1, pages: 1 }
const access = {
  id: 2,
  at,
  action: 'health-record.read',
  subject: '42',
  account: { id: 2, name: 'Ben Meier', you: false },
  through: 'token',
  token_name: 'Watch',
}

function startServer(role: string) {
  const person = { ...people[1], role, shared_by: null }
  return startFakeServer({
    'GET /api/v1/family': () => json({ family_members: people }),
    'GET /api/v1/family/2': () => json(person, { etag: '"1"' }),
    'GET /api/v1/family/2/accesses': () =>
      json({
        accesses: [access, { ...access, id: 1, account: null, token_name: null }],
        ...counts,
      }),
    'GET /api/v1/user/activity': () =>
      json({
        events: [
          {
            id: 1,
            at,
            type: 'authn_login_fail',
            account: null,
            ip: '192.0.2.7',
            device: 'Firefox on Linux',
            user_agent: 'Mozilla/5.0',
            details: {},
          },
        ],
        ...counts,
      }),
    'GET /api/v1/records': () => json({ records: [], total: 0, page: 1, pages: 1 }),
    'GET /api/v1/documents': () => json({ documents: [], total: 0, page: 1, pages: 1 }),
    'GET /api/v1/shares': () => json({ offered: [], given: [], received: [] }),
  })
}

describe('who looked', () => {
  it('is asked for when somebody wants to know, and says who, what and through what', async () => {
    const server = startServer('owner')
    const { wrapper } = await mountPage('/people/2', { pages: ['person', 'record'] })
    expect(server.sent('GET', '/api/v1/family/2/accesses')).toHaveLength(0)
    const button = wrapper.findAll('button').find((one) => one.text() === 'Show who looked')
    expect(button?.attributes('aria-expanded')).toBe('false')
    await button?.trigger('click')
    await settle()
    expect(button?.attributes('aria-expanded')).toBe('true')
    const list = wrapper.get('#who-looked-list')
    expect(list.text()).toMatch(/Ben Meier\s+looked at a record/)
    expect(list.text()).toContain('with the token “Watch”')
    expect(list.text()).toContain('An account that is gone')
    expect(list.get('a').attributes('href')).toBe('/records/42')
  })

  it('is not for those who may only look themselves', async () => {
    startServer('viewer')
    const { wrapper } = await mountPage('/people/2', { pages: ['person'] })
    expect(wrapper.text()).not.toContain('Who looked')
  })
})

describe('activity', () => {
  it('says what happened, when and from where', async () => {
    startServer('owner')
    const { wrapper } = await mountPage('/settings/activity', { pages: ['settings-activity'] })
    expect(wrapper.text()).toContain('Signing in failed')
    expect(wrapper.text()).toContain('Firefox on Linux · 192.0.2.7')
  })
})
