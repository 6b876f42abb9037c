import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { json, problem, startFakeServer } from '../testing/fake-server.ts'
import { mountPage, settle } from '../testing/mount-page.ts'
import { guardSession } from './session.guard.ts'

const token = 'Zk3vB0n2cJ1mQ9x7LrT5wY8uHs4dGf6aEoKiPbNqCxM'
const pages = ['forgot', 'reset', 'confirm-email', 'sign-in']

afterEach(() => {
  document.body.innerHTML = ''
  vi.unstubAllGlobals()
})
enableAutoUnmount(afterEach)

const house = (mail: boolean) => () =>
  json({ open: false, mode: 'closed', first_account: false, code_required: false, mail })
const noContent = () => new Response(null, { status: 204 })

describe('a forgotten password', () => {
  it('is asked for by address, and the answer does not say whether there is an account', async () => {
    const server = startFakeServer({
      'GET /api/v1/auth/registration': house(true),
      'POST /api/v1/auth/forgot': () => json({ status: 'check-mail' }, { status: 202 }),
    })
    const { wrapper } = await mountPage('/forgot', { pages, signedIn: false })
    await wrapper.get('input[type=email]').setValue(' anna@example.org ')
    await wrapper.get('form').trigger('submit')
    await settle()
    expect(server.sent('POST', '/api/v1/auth/forgot')[0]?.body).toEqual({
      email: 'anna@example.org',
    })
    expect(wrapper.text()).toContain('If anna@example.org has an account here')
  })

  it('needs the administrator where no mail is sent', async () => {
    startFakeServer({ 'GET /api/v1/auth/registration': house(false) })
    const { wrapper } = await mountPage('/forgot', { pages, signedIn: false })
    expect(wrapper.find('form').exists()).toBe(false)
    expect(wrapper.text()).toContain('sends no mail')
    expect(wrapper.text()).not.toContain('A link to your email address')
  })
})

describe('the link of a letter', () => {
  const open = (path: string, signedIn = false) =>
    mountPage(path, { pages, signedIn, before: guardSession })

  it('sets a password; its secret goes into the body, and out of the address at once', async () => {
    const server = startFakeServer({
      'POST /api/v1/auth/refresh': () => problem(401, 'unauthenticated', 'No.'),
      'POST /api/v1/auth/reset': noContent,
    })
    const { wrapper, router } = await open(`/reset#token=${token}`)
    expect(router.currentRoute.value.fullPath).toBe('/reset')
    await wrapper.get('input[type=password]').setValue('seven geese on a frozen pond')
    await wrapper.get('form').trigger('submit')
    await settle()
    expect(server.sent('POST', '/api/v1/auth/reset')[0]?.body).toEqual({
      token,
      new_password: 'seven geese on a frozen pond',
    })
    expect(wrapper.text()).toContain('The new password is set')
    expect(wrapper.html()).not.toContain(token)
  })

  it('that works no more offers a new one', async () => {
    startFakeServer({
      'POST /api/v1/auth/refresh': () => problem(401, 'unauthenticated', 'No.'),
      'POST /api/v1/auth/reset': () => problem(400, 'invalid', 'Used.', { field: 'token' }),
    })
    const { wrapper } = await open(`/reset#token=${token}`)
    await wrapper.get('input[type=password]').setValue('seven geese on a frozen pond')
    await wrapper.get('form').trigger('submit')
    await settle()
    expect(wrapper.get('a[href="/forgot"]').text()).toBe('Ask for a new link')
  })

  it.each(['/reset', '/reset#token=', '/reset#token=<b>', '/confirm-email#token=../x'])(
    '%s is none, and nothing is asked',
    async (path) => {
      const server = startFakeServer({
        'POST /api/v1/auth/refresh': () => problem(401, 'unauthenticated', 'No.'),
      })
      const { wrapper } = await open(path)
      expect(wrapper.text()).toContain('This link no longer works')
      expect(server.requests.every(({ path: asked }) => asked.endsWith('/refresh'))).toBe(true)
    },
  )

  it('shows why a password is refused, at the field', async () => {
    startFakeServer({
      'POST /api/v1/auth/refresh': () => problem(401, 'unauthenticated', 'No.'),
      'POST /api/v1/auth/reset': () =>
        problem(400, 'password-common', 'Many people use this password.', { field: 'password' }),
    })
    const { wrapper } = await open(`/reset#token=${token}`)
    await wrapper.get('input[type=password]').setValue('password1234567')
    await wrapper.get('form').trigger('submit')
    await vi.waitFor(() => expect(wrapper.text()).toContain('Many people use this password.'))
  })

  it('confirms an address when a person presses the button, also while signed in', async () => {
    const server = startFakeServer({ 'POST /api/v1/auth/email/verify': noContent })
    const { wrapper } = await mountPage(`/confirm-email#token=${token}`, { pages })
    expect(server.requests).toEqual([])
    await wrapper.get('button').trigger('click')
    await settle()
    expect(server.sent('POST', '/api/v1/auth/email/verify')[0]?.body).toEqual({ token })
    expect(wrapper.text()).toContain('The address is confirmed')
  })
})
