import { afterEach, describe, expect, it, vi } from 'vitest'
import { access } from '../api/client.ts'
import { json, problem, startFakeServer } from '../testing/fake-server.ts'
import { mountPage, settle } from '../testing/mount-page.ts'

const moment = '2026-01-15T09:30:00.000Z'
const sample = {
  created_at: moment,
  last_seen_at: moment,
  expires_at: moment,
  remember: false,
  ip: '203.0.113.9',
  user_agent: null,
}
const sessions = [
  { ...sample, id: 1, current: true, device: 'Firefox on Linux' },
  { ...sample, id: 2, current: false, device: 'Safari on iPhone' },
]
const factors = {
  totp: { enabled: false, confirmed_at: null },
  recovery_codes_left: 0,
  passkeys: [],
}

function open(answers = {}) {
  const server = startFakeServer({
    'GET /api/v1/auth/sessions': () => json({ sessions }),
    'GET /api/v1/auth/factors': () => json(factors),
    ...answers,
  })
  return mountPage('/settings/sign-in', { pages: ['settings-sign-in'] }).then((mounted) => ({
    ...mounted,
    server,
  }))
}

const button = (text: string) =>
  [...document.body.querySelectorAll('button')].filter((each) => each.textContent?.trim() === text)

afterEach(() => {
  access.forget()
  document.body.innerHTML = ''
  vi.unstubAllGlobals()
})

describe('the page of signing in', () => {
  it('lists devices, marks this one, and signs out another after asking', async () => {
    const { wrapper, server } = await open({
      'DELETE /api/v1/auth/sessions/2': () => new Response(null, { status: 204 }),
    })
    const rows = wrapper.get('ul[aria-label="Where you are signed in"]').findAll('li')
    expect(rows.map((row) => row.text())).toEqual([
      expect.stringContaining('This device'),
      expect.stringContaining('Safari on iPhone'),
    ])
    expect(rows[0]!.findAll('button')).toHaveLength(0)
    await rows[1]!.get('button').trigger('click')
    await settle()
    expect(server.sent('DELETE', '/api/v1/auth/sessions/2')).toHaveLength(0)
    button('Sign out').at(-1)!.click()
    await settle()
    expect(server.sent('DELETE', '/api/v1/auth/sessions/2')).toHaveLength(1)
  })

  it('says beside the field what the server says of a password', async () => {
    const { wrapper } = await open({
      'PUT /api/v1/auth/password': () =>
        problem(403, 'forbidden', 'This is not your current password.', {
          field: 'current_password',
        }),
    })
    await wrapper.get('input[autocomplete=current-password]').setValue('wrong')
    await wrapper.get('input[autocomplete=new-password]').setValue('nine herons under a paper moon')
    await wrapper.get('#password form').trigger('submit')
    await settle()
    const field = wrapper.get('input[autocomplete=current-password]')
    expect(field.attributes('aria-invalid')).toBe('true')
    expect(wrapper.get('#password').text()).toContain('This is not your current password.')
  })

  it('empties the fields once the password was changed', async () => {
    const { wrapper, server } = await open({
      'PUT /api/v1/auth/password': () => new Response(null, { status: 204 }),
    })
    await wrapper.get('input[autocomplete=current-password]').setValue('the old one')
    await wrapper.get('input[autocomplete=new-password]').setValue('nine herons under a paper moon')
    await wrapper.get('#password form').trigger('submit')
    await settle()
    expect(server.sent('PUT', '/api/v1/auth/password')[0]?.body).toEqual({
      current_password: 'the old one',
      new_password: 'nine herons under a paper moon',
    })
    expect(wrapper.get('#password [role=status]').text()).toContain('Changed')
    expect(wrapper.get<HTMLInputElement>('input[autocomplete=new-password]').element.value).toBe('')
  })
})
