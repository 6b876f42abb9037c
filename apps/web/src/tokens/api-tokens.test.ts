import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ApiToken } from '../api/types.ts'
import { json, problem, startFakeServer } from '../testing/fake-server.ts'
import { mountPage, settle } from '../testing/mount-page.ts'
import { people } from '../testing/samples.ts'

const page = { pages: ['settings-programs'] }
const secret = `phrm_pat_${'a'.repeat(49)}`

const token: ApiToken = {
  id: 3,
  name: 'Backup',
  scopes: ['records:read'],
  hint: 'aaaaaaaa',
  created_at: '2026-01-15T09:30:00.000Z',
  expires_at: '2026-04-15T09:30:00.000Z',
  last_used_at: null,
}

beforeEach(() => localStorage.clear())
afterEach(() => {
  document.body.innerHTML = ''
  vi.unstubAllGlobals()
})
enableAutoUnmount(afterEach)

function startServer(known: ApiToken[] = []) {
  let tokens = known
  return startFakeServer({
    'GET /api/v1/family': () => json({ family_members: people }),
    'GET /api/v1/tokens': () => json({ tokens }),
    'POST /api/v1/tokens': ({ body }) => {
      const { name } = body as { name: string }
      if (name === 'taken') return problem(409, 'conflict', 'At most 50 tokens.')
      tokens = [{ ...token, name }, ...tokens]
      return json({ ...token, name, token: secret }, { status: 201 })
    },
    'DELETE /api/v1/tokens/3': () => {
      tokens = []
      return new Response(null, { status: 204 })
    },
  })
}

async function click(wrapper: Awaited<ReturnType<typeof mountPage>>['wrapper'], label: string) {
  const button = wrapper.findAll('button').find((each) => each.text() === label)
  if (!button) throw new Error(`No button ${label}.`)
  await button.trigger('click')
  await settle()
}

describe('tokens for programs', () => {
  it('are made with a name and what they may do, and shown once', async () => {
    const server = startServer()
    const { wrapper } = await mountPage('/settings/programs', page)
    expect(wrapper.text()).toContain('No program has a token')
    await click(wrapper, 'New token')
    await wrapper.find('input[name=name]').setValue('Backup')
    await wrapper.find('form').trigger('submit')
    await settle()
    expect(server.sent('POST', '/api/v1/tokens').at(-1)?.body).toEqual({
      name: 'Backup',
      scopes: ['records:read'],
      expires_in_days: 90,
    })
    expect(wrapper.find('[data-testid=token]').text()).toBe(secret)
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('phrm_pat_')
    await click(wrapper, 'I have it')
    expect(wrapper.text()).not.toContain(secret)
    expect(wrapper.text()).toContain('…aaaaaaaa')
  })

  it('need a name', async () => {
    const server = startServer()
    const { wrapper } = await mountPage('/settings/programs', page)
    await click(wrapper, 'New token')
    await wrapper.find('form').trigger('submit')
    await settle()
    expect(wrapper.text()).toContain('Give it a name')
    expect(server.sent('POST', '/api/v1/tokens')).toHaveLength(0)
  })

  it('are ended in two steps', async () => {
    const server = startServer([token])
    const { wrapper } = await mountPage('/settings/programs', page)
    await click(wrapper, 'Revoke')
    expect(server.sent('DELETE', '/api/v1/tokens/3')).toHaveLength(0)
    await click(wrapper, 'Revoke it')
    expect(server.sent('DELETE', '/api/v1/tokens/3')).toHaveLength(1)
    expect(wrapper.text()).toContain('No program has a token')
  })

  it('say why they could not be made', async () => {
    startServer()
    const { wrapper } = await mountPage('/settings/programs', page)
    await click(wrapper, 'New token')
    await wrapper.find('input[name=name]').setValue('taken')
    await wrapper.find('form').trigger('submit')
    await settle()
    expect(wrapper.find('[role=alert]').text()).toContain('At most 50 tokens.')
  })
})
