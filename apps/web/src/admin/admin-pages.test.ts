import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { AccountSummary, JobSummary } from '../api/types.ts'
import { guardSession } from '../auth/session.guard.ts'
import { useSessionStore } from '../auth/session.store.ts'
import { getButton } from '../testing/ask-page.ts'
import { json, problem, startFakeServer } from '../testing/fake-server.ts'
import { mountPage, settle } from '../testing/mount-page.ts'
import { session, user } from '../testing/samples.ts'
import { toAccountMenu } from './account-menu.ts'
import { adminPlaces } from './admin-places.ts'

afterEach(() => {
  document.body.innerHTML = ''
  vi.unstubAllGlobals()
})
enableAutoUnmount(afterEach)

const page = { pages: ['admin-accounts', 'admin-registration', 'admin-jobs', 'admin'] }
const moment = '2026-01-15T09:30:00.000Z'

function toAccount(change: Partial<AccountSummary> = {}): AccountSummary {
  return {
    id: 2,
    username: 'ben',
    email: 'ben@example.org',
    first_name: 'Ben',
    last_name: 'Meier',
    is_admin: false,
    created_at: moment,
    last_seen_at: null,
    disabled_at: null,
    locked: false,
    second_factor: false,
    storage_bytes: 1200,
    ...change,
  }
}

const click = async (label: string) => (getButton(label).click(), settle())

describe('the way in', () => {
  it.each(adminPlaces)('is closed to whoever is no administrator: $name', async ({ name }) => {
    startFakeServer({
      'POST /api/v1/auth/refresh': () => json({ ...session, user: { ...user, is_admin: false } }),
    })
    const { router } = await mountPage('/', { signedIn: false, before: guardSession, pages: [] })
    await router.push({ name })
    expect(router.currentRoute.value.name).toBe('home')
  })
})

describe('accounts', () => {
  it('are shown with what is particular about them', async () => {
    const accounts = [toAccount({ disabled_at: moment, locked: true }), toAccount({ id: 1 })]
    startFakeServer({ 'GET /api/v1/admin/accounts': () => json({ accounts }) })
    const { wrapper } = await mountPage('/admin/accounts', page)
    const [ben, own] = wrapper.findAll('main li, section li')
    expect(ben?.text()).toContain('Closed')
    expect(ben?.text()).toContain('Locked by wrong passwords')
    expect(ben?.text()).toContain('not seen yet')
    expect(own?.text()).toContain('you')
  })

  it('offer nothing that shuts out the one who asks', () => {
    const names = (change: Partial<AccountSummary>, isOwn: boolean) =>
      toAccountMenu(toAccount(change), isOwn)
        .flat()
        .map(({ name }) => name)
    expect(names({ is_admin: true }, true)).toEqual(['resetLink'])
    expect(names({ locked: true }, false)).toEqual([
      'resetLink',
      'unlock',
      'makeAdmin',
      'disable',
      'endSessions',
    ])
    expect(names({ is_admin: true, disabled_at: moment }, false)).toEqual([
      'resetLink',
      'makeUser',
      'enable',
      'endSessions',
    ])
  })

  it('are closed in two steps, and shown as they are afterwards', async () => {
    let account = toAccount()
    const server = startFakeServer({
      'GET /api/v1/admin/accounts': () => json({ accounts: [account] }),
      'PUT /api/v1/admin/accounts/2': () => json((account = { ...account, disabled_at: moment })),
    })
    const { wrapper } = await mountPage('/admin/accounts', page)
    await openMenu('What to do with Ben Meier')
    await choose('Close the account')
    expect(server.sent('PUT', '/api/v1/admin/accounts/2')).toHaveLength(0)
    expect(wrapper.get('[role=alert]').text()).toContain('could not come back in')
    await click('Close the account')
    expect(server.sent('PUT', '/api/v1/admin/accounts/2')[0]?.body).toEqual({ disabled: true })
    expect(wrapper.text()).toContain('Closed')
    expect(wrapper.text()).not.toContain('could not come back in')
  })
})

describe('registration', () => {
  it('is chosen, and a made invitation is shown once', async () => {
    let mode = 'closed'
    const link = `http://localhost/register#invite=${'k'.repeat(43)}`
    const invitation = {
      id: 3,
      email: 'ben@example.org',
      created_at: moment,
      expires_at: '2999-01-01T00:00:00.000Z',
      used_at: null,
    }
    const server = startFakeServer({
      'GET /api/v1/admin/registration': () => json({ mode }),
      'PUT /api/v1/admin/registration': ({ body }) => {
        ;({ mode } = body as { mode: string })
        return json({ mode })
      },
      'GET /api/v1/admin/invitations': () => json({ invitations: [invitation] }),
      'POST /api/v1/admin/invitations': () =>
        json({ invitation, link, mailed: false }, { status: 201 }),
      'DELETE /api/v1/admin/invitations/3': () => new Response(null, { status: 204 }),
    })
    const { wrapper } = await mountPage('/admin/registration', page)
    expect(wrapper.find('form').exists()).toBe(false)
    await wrapper.get('[role=radio][value=invite]').trigger('click')
    await settle()
    expect(server.sent('PUT', '/api/v1/admin/registration')[0]?.body).toEqual({ mode: 'invite' })

    await wrapper.get('input[type=email]').setValue('ben@example')
    await wrapper.get('form').trigger('submit')
    await settle()
    expect(server.sent('POST', '/api/v1/admin/invitations')).toHaveLength(0)
    await wrapper.get('input[type=email]').setValue(' ben@example.org ')
    await wrapper.get('form').trigger('submit')
    await settle()
    expect(server.sent('POST', '/api/v1/admin/invitations')[0]?.body).toEqual({
      email: 'ben@example.org',
      valid_days: 7,
    })
    expect(wrapper.get('[data-testid=link]').text()).toBe(link)
    await click('I have it')
    expect(wrapper.text()).not.toContain(link)

    await click('Take back: ben@example.org')
    expect(server.sent('DELETE', '/api/v1/admin/invitations/3')).toHaveLength(1)
  })
})

describe('work', () => {
  it('that failed is shown first, with its reason, and tried again', async () => {
    const job: JobSummary = {
      id: 31,
      kind: 'read-document',
      state: 'failed',
      attempts: 3,
      max_attempts: 3,
      reason: 'Something went wrong on our side.',
      created_at: moment,
      finished_at: moment,
    }
    const server = startFakeServer({
      'GET /api/v1/admin/jobs': () => json({ jobs: [job], total: 1, page: 1, pages: 1 }),
      'POST /api/v1/admin/jobs/31/retry': () => problem(409, 'conflict', 'It waits already.'),
    })
    const { wrapper } = await mountPage('/admin/jobs', page)
    expect(server.requests[0]?.query.get('state')).toBe('failed')
    expect(wrapper.text()).toContain('Reading a document')
    expect(wrapper.text()).toContain('Something went wrong on our side.')
    await click('Try again: Reading a document')
    expect(document.body.textContent).toContain('It waits already.')
  })
})

describe('the overview', () => {
  it('says what is set up, and which model does not answer', async () => {
    startFakeServer({
      'GET /api/v1/admin/overview': () =>
        json({
          version: '0.1.0',
          database: 'embedded',
          mail_configured: false,
          accounts: 2,
          disk_free: null,
          jobs: { waiting: 1, running: 0, failed: 2 },
          providers: [
            {
              key: 'groq',
              model: 'llama',
              host: 'api.groq.com',
              local: false,
              state: 'silent',
              failure: 'wrong-key',
            },
          ],
        }),
    })
    const { wrapper } = await mountPage('/admin', page)
    for (const words of ['Not set up', 'Unknown', '1 waiting, 0 running, 2 failed', 'wrong-key']) {
      expect(wrapper.text()).toContain(words)
    }
    expect(useSessionStore().user?.is_admin).toBe(true)
  })
})

async function openMenu(label: string) {
  getButton(label).dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, button: 0 }))
  getButton(label).dispatchEvent(new MouseEvent('click', { bubbles: true, button: 0 }))
  await settle()
}

async function choose(label: string) {
  const item = [...document.querySelectorAll('[role=menuitem]')].find((one) =>
    one.textContent.includes(label),
  )
  if (!(item instanceof HTMLElement)) throw new Error(`No choice “${label}”`)
  item.click()
  await settle()
}
