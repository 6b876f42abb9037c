import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { json, problem, startFakeServer } from '../testing/fake-server.ts'
import { mountPage, settle } from '../testing/mount-page.ts'
import { people, user } from '../testing/samples.ts'

const page = { pages: ['settings-notifications'] }

afterEach(() => {
  document.body.innerHTML = ''
  vi.unstubAllGlobals()
})
enableAutoUnmount(afterEach)

const chosen = {
  email_notifications: true,
  record_reminders: true,
  security_alerts: true,
  ai_insights: true,
  notification_frequency: 'daily',
  detail_in_mail: false,
}

function startServer(mail_configured = true) {
  return startFakeServer({
    'GET /api/v1/family': () => json({ family_members: people }),
    'GET /api/v1/user/notifications': () => json({ ...chosen, mail_configured }),
    'PUT /api/v1/user/notifications': ({ body }) => json({ ...(body as object), mail_configured }),
    'POST /api/v1/user/notifications/test': () => json({ status: 'check-mail' }, { status: 202 }),
    'POST /api/v1/auth/email/verification': () => json({ status: 'check-mail' }, { status: 202 }),
    'PUT /api/v1/auth/email': () => json({ status: 'check-mail' }),
    'GET /api/v1/user': () => json({ ...user, email: 'new@example.org' }),
  })
}

const path = '/settings/notifications'

describe('mail', () => {
  it('saves each choice with the others as they were', async () => {
    const server = startServer()
    const { wrapper } = await mountPage(path, page)
    const detail = wrapper.findAll('[role=switch]').at(-1)
    expect(detail?.attributes('aria-checked')).toBe('false')
    await detail?.trigger('click')
    await settle()
    expect(server.sent('PUT', '/api/v1/user/notifications')[0]?.body).toEqual({
      ...chosen,
      detail_in_mail: true,
    })
    expect(wrapper.findAll('[role=switch]').at(-1)?.attributes('aria-checked')).toBe('true')
  })

  it('that is off leaves the switch for safety alone', async () => {
    startServer()
    const { wrapper } = await mountPage(path, page)
    await wrapper.findAll('[role=switch]')[1]?.trigger('click')
    await settle()
    expect(wrapper.findAll('[role=switch]')).toHaveLength(2)
    expect(wrapper.find('[role=radiogroup]').exists()).toBe(false)
  })

  it('is said not to be sent where there is no server for it', async () => {
    startServer(false)
    const { wrapper } = await mountPage(path, page)
    expect(wrapper.text()).toContain('has no mail server')
    expect(wrapper.text()).not.toContain('Send me a mail to try')
  })

  it('can be tried', async () => {
    const server = startServer()
    const { wrapper } = await mountPage(path, page)
    const button = wrapper.findAll('button').find((one) => one.text() === 'Send me a mail to try')
    await button?.trigger('click')
    await settle()
    expect(server.sent('POST', '/api/v1/user/notifications/test')).toHaveLength(1)
  })
})

describe('the address', () => {
  async function change(email: string) {
    const server = startServer()
    const { wrapper } = await mountPage(path, page)
    const button = (text: string) => wrapper.findAll('button').find((one) => one.text() === text)
    await button('Change the address')?.trigger('click')
    await settle()
    await wrapper.get('input[type=email]').setValue(email)
    return { server, wrapper }
  }

  it('waits for its letter', async () => {
    const { wrapper } = await change('new@example.org')
    await wrapper.get('form').trigger('submit')
    await vi.waitFor(() => expect(wrapper.text()).toContain('Nothing has changed yet'))
    expect(wrapper.text()).toContain('ana@example.org')
  })

  it('counts at once where no mail is sent', async () => {
    const { server, wrapper } = await change('new@example.org')
    server.answers['PUT /api/v1/auth/email'] = () => json({ status: 'changed' })
    await wrapper.get('form').trigger('submit')
    await vi.waitFor(() => expect(wrapper.text()).toContain('you sign in with new@example.org'))
  })

  it('of somebody else is refused at the field', async () => {
    const { server, wrapper } = await change('taken@example.org')
    server.answers['PUT /api/v1/auth/email'] = () =>
      problem(409, 'conflict', 'This e-mail address has an account already.', { field: 'email' })
    await wrapper.get('form').trigger('submit')
    await vi.waitFor(() => expect(wrapper.text()).toContain('has an account already'))
  })
})
