import { afterEach, describe, expect, it, vi } from 'vitest'
import { access } from '../api/client.ts'
import { json, problem, startFakeServer } from '../testing/fake-server.ts'
import { mountPage, settle } from '../testing/mount-page.ts'
import { session } from '../testing/samples.ts'
import { guardSession, toReturnPlace } from './session.guard.ts'
import { createAppRouter } from '../router.ts'
import { createMemoryHistory } from 'vue-router'

const stranger = () => problem(401, 'unauthenticated', 'Sign in.')

function startServer(registration: object, answers = {}) {
  return startFakeServer({
    'POST /api/v1/auth/refresh': stranger,
    'GET /api/v1/auth/registration': () => json(registration),
    ...answers,
  })
}

const openDoor = { open: true, first_account: false, code_required: false }
const asStranger = { signedIn: false, before: guardSession, pages: ['sign-in', 'register'] }

afterEach(() => {
  access.forget()
  document.body.innerHTML = ''
  vi.unstubAllGlobals()
})

describe('the door', () => {
  it('sends a stranger to sign in and back to where they were going', async () => {
    const server = startServer(openDoor, { 'POST /api/v1/auth/login': () => json(session) })
    const { wrapper, router } = await mountPage('/records?page=2', asStranger)
    expect(router.currentRoute.value).toMatchObject({
      name: 'sign-in',
      query: { back: '/records?page=2' },
    })
    await wrapper.get('input[type=email]').setValue(' ana@example.org ')
    await wrapper.get('input[type=password]').setValue('seven geese on a frozen pond')
    await wrapper.get('form').trigger('submit')
    await settle()
    expect(server.sent('POST', '/api/v1/auth/login')[0]?.body).toEqual({
      email: 'ana@example.org',
      password: 'seven geese on a frozen pond',
      remember: false,
    })
    expect(router.currentRoute.value.fullPath).toBe('/records?page=2')
  })

  it('keeps no token where another script or a thief of the disk could read it', async () => {
    startServer(openDoor, { 'POST /api/v1/auth/login': () => json(session) })
    const { wrapper } = await mountPage('/sign-in', asStranger)
    await wrapper.get('input[type=email]').setValue('ana@example.org')
    await wrapper.get('input[type=password]').setValue('seven geese on a frozen pond')
    await wrapper.get('form').trigger('submit')
    await settle()
    expect(access.token()).toBe('token-1')
    const kept = JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])
    expect(kept).not.toContain('token-1')
    expect(kept).not.toContain('ana')
  })

  it('says the same of a wrong password and an unknown account, and stays', async () => {
    startServer(openDoor, {
      'POST /api/v1/auth/login': () => problem(401, 'wrong-credentials', 'No.'),
    })
    const { wrapper, router } = await mountPage('/sign-in', asStranger)
    await wrapper.get('input[type=email]').setValue('ana@example.org')
    await wrapper.get('input[type=password]').setValue('wrong')
    await wrapper.get('form').trigger('submit')
    await settle()
    expect(wrapper.get('[role=alert]').text()).toContain('do not fit together')
    expect(router.currentRoute.value.name).toBe('sign-in')
  })

  it('counts down while the server lets nobody try, and lets them try afterwards', async () => {
    const server = startServer(openDoor, {
      'POST /api/v1/auth/login': () => {
        const refused = problem(429, 'too-many-requests', 'Too many wrong passwords.')
        refused.headers.set('Retry-After', '1')
        return refused
      },
    })
    const { wrapper } = await mountPage('/sign-in', asStranger)
    await wrapper.get('input[type=email]').setValue('ana@example.org')
    await wrapper.get('input[type=password]').setValue('right or wrong')
    await wrapper.get('form').trigger('submit')
    await settle()
    expect(wrapper.get('[role=alert]').text()).toContain('0:01')
    await wrapper.get('form').trigger('submit')
    await settle()
    expect(server.sent('POST', '/api/v1/auth/login')).toHaveLength(1)
    await vi.waitFor(() => expect(wrapper.find('[role=alert]').exists()).toBe(false), 2000)
    await wrapper.get('form').trigger('submit')
    await settle()
    expect(server.sent('POST', '/api/v1/auth/login')).toHaveLength(2)
  })

  it('asks for the first account on a fresh installation', async () => {
    startServer({ open: true, first_account: true, code_required: true })
    const { wrapper, router } = await mountPage('/', asStranger)
    expect(router.currentRoute.value.name).toBe('register')
    expect(wrapper.get('h1').text()).toBe('Create the first account')
    expect(wrapper.find('input[name=code]').exists()).toBe(true)
  })

  it('shows what the server says of a field beside that field', async () => {
    const server = startServer(openDoor, {
      'POST /api/v1/auth/register': () =>
        problem(409, 'conflict', 'This user name is taken.', { field: 'username' }),
    })
    const { wrapper } = await mountPage('/register', asStranger)
    await fillRegistration(wrapper, 'seven geese on a frozen pond')
    await wrapper.get('form').trigger('submit')
    await settle()
    expect(server.sent('POST', '/api/v1/auth/register')).toHaveLength(1)
    const input = wrapper.get('input[name=username]')
    expect(input.attributes('aria-invalid')).toBe('true')
    expect(wrapper.text()).toContain('This user name is taken.')
  })

  it('counts the characters of a password as the server does and asks nobody before', async () => {
    const server = startServer(openDoor)
    const { wrapper } = await mountPage('/register', asStranger)
    // 15 UTF-16 units, but only 14 code points.
    await fillRegistration(wrapper, 'thirteen char😀')
    await wrapper.get('form').trigger('submit')
    await settle()
    expect(wrapper.text()).toContain('Still 1 characters too short')
    expect(server.sent('POST', '/api/v1/auth/register')).toHaveLength(0)
  })
})

describe('an account by a link', () => {
  const secret = 'k'.repeat(43)
  const closed = { ...openDoor, open: false, mode: 'invite' }

  it('of an invitation is made for the address that it names, and the secret leaves the address bar', async () => {
    const server = startServer(closed, {
      'POST /api/v1/auth/invitation': () =>
        json({ email: 'ana@example.org', expires_at: '2999-01-01T00:00:00.000Z' }),
      'POST /api/v1/auth/register': () => json(session, { status: 201 }),
    })
    const { wrapper, router } = await mountPage(`/register#invite=${secret}`, asStranger)
    expect(router.currentRoute.value.fullPath).toBe('/register')
    expect(wrapper.get('h1').text()).toBe('You are invited')
    const email = wrapper.get<HTMLInputElement>('input[name=email]')
    expect([email.element.value, email.element.readOnly]).toEqual(['ana@example.org', true])
    await fillRegistration(wrapper, 'seven geese on a frozen pond', { email: 'ana@example.org' })
    await wrapper.get('form').trigger('submit')
    await settle()
    expect(server.sent('POST', '/api/v1/auth/register')[0]?.body).toMatchObject({
      invitation: secret,
      email: 'ana@example.org',
    })
    expect(router.currentRoute.value.name).toBe('home')
  })

  it('of an invitation that was used says so, and offers no form', async () => {
    startServer(closed, {
      'POST /api/v1/auth/invitation': () => problem(404, 'not-found', 'Gone.'),
    })
    const { wrapper } = await mountPage(`/register#invite=${secret}`, asStranger)
    expect(wrapper.get('h1').text()).toBe('This invitation no longer works')
    expect(wrapper.find('form').exists()).toBe(false)
  })

  it('is announced by a letter where addresses are confirmed', async () => {
    startServer(openDoor, {
      'POST /api/v1/auth/register': () => json({ status: 'check-mail' }, { status: 202 }),
    })
    const { wrapper, router } = await mountPage('/register', asStranger)
    await fillRegistration(wrapper, 'seven geese on a frozen pond')
    await wrapper.get('form').trigger('submit')
    await settle()
    expect(wrapper.get('h1').text()).toBe('Check your mail')
    expect(wrapper.text()).toContain('a@b.org')
    expect(router.currentRoute.value.name).toBe('register')
    expect(access.token()).toBeUndefined()
  })

  it('of that letter is made with the password, and says when it is the wrong one', async () => {
    let answer = () => problem(401, 'wrong-credentials', 'No.', { field: 'password' })
    const server = startServer(openDoor, {
      'POST /api/v1/auth/register/confirm': () => answer(),
    })
    const { wrapper, router } = await mountPage(`/register#confirm=${secret}`, asStranger)
    expect(wrapper.get('h1').text()).toBe('One more step')
    await wrapper.get('input[type=password]').setValue('a wrong one')
    await wrapper.get('form').trigger('submit')
    await settle()
    expect(wrapper.get('[role=alert]').text()).toContain('not the password that was chosen')
    answer = () => json(session, { status: 201 })
    await wrapper.get('input[type=password]').setValue('seven geese on a frozen pond')
    await wrapper.get('form').trigger('submit')
    await settle()
    expect(server.sent('POST', '/api/v1/auth/register/confirm').at(-1)?.body).toEqual({
      token: secret,
      password: 'seven geese on a frozen pond',
    })
    expect(router.currentRoute.value.name).toBe('home')
  })
})

async function fillRegistration(
  wrapper: Awaited<ReturnType<typeof mountPage>>['wrapper'],
  password: string,
  change: Record<string, string> = {},
) {
  const fields = {
    first_name: 'Ana',
    last_name: 'Silva',
    email: 'a@b.org',
    username: 'ana',
    password,
    ...change,
  }
  for (const [name, text] of Object.entries(fields)) {
    await wrapper.get(`input[name=${name}]`).setValue(text)
  }
}

describe('the place to return to', () => {
  const router = createAppRouter(createMemoryHistory())

  it.each([
    '/sign-in',
    '/no-such-page',
    '',
    undefined,
    ['/records', '//evil.example'],
    'https://evil.example',
    'https:evil.example',
    'HTTPS://evil.example/records',
    '//evil.example',
    '///evil.example',
    '//evil.example/records',
    '/\\evil.example',
    '\\\\evil.example',
    '\\/evil.example',
    '/\t/evil.example',
    ' //evil.example',
    '/%2f/evil.example',
    '/%5cevil.example',
    '%2f%2fevil.example',
    'javascript:alert(1)',
    '/javascript:alert(1)',
    ' JavaScript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'records',
  ])('SE-18 is home instead of %j', (back) =>
    expect(toReturnPlace(router, back)).toEqual({ name: 'home' }),
  )

  it.each(['/records/42/../../..//evil.example', '/records/%2e%2e/%2f%2fevil.example'])(
    'SE-18 is on this origin whatever is written behind the first stroke: %s',
    (back) => {
      const { href } = router.resolve(toReturnPlace(router, back))
      expect(new URL(href, 'https://phrm.example').origin).toBe('https://phrm.example')
    },
  )

  it('is one of our own pages', () => {
    expect(toReturnPlace(router, '/records/42')).toMatchObject({ name: 'record' })
  })
})
