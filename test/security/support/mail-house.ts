import { startMailServer, type MailServer } from '@phrm/adapter-mail/testing'
import { openPhrmUnderTest, password, type Client, type PhrmUnderTest } from './phrm-under-test.ts'
import { workOff } from './work-off.ts'

const origin = 'https://health.example.org'

export interface MailHouse extends PhrmUnderTest {
  /** With the password of the tests; signed in. */
  addAccount(name: string): Promise<Client>
  signIn(name: string): Promise<Client>
  /** Does what waits, and answers the mails that came of it. */
  collect(): Promise<CollectedMail[]>
}

export interface CollectedMail {
  to: string
  subject: string | undefined
  text: string
  /** The first one in it, or ''. */
  link: string
}

/** PHRM with a mail server of its own, at an address that is not the one that requests name. */
export async function openMailHouse(): Promise<MailHouse> {
  const mails = await startMailServer()
  const house = await openPhrmUnderTest({
    MAIL_SERVER: '127.0.0.1',
    MAIL_PORT: String(mails.port),
    MAIL_USE_TLS: 'false',
    MAIL_DEFAULT_SENDER: 'phrm@example.org',
    PHRM_PUBLIC_ORIGIN: origin,
  })
  return {
    ...house,
    addAccount: (name) => addAccount(house, name),
    signIn: (name) => signIn(house, name),
    collect: () => collect(house, mails),
    close: async () => {
      await house.close()
      await mails.close()
    },
  }
}

/** Who registers here with mail gets a letter first; these are made past it. */
async function addAccount(house: PhrmUnderTest, name: string): Promise<Client> {
  const { store, passwords } = house.phrm.ports
  const names = { username: name, email: `${name}@example.org`, firstName: name, lastName: 'Test' }
  const account = await store.accounts.add({
    ...names,
    passwordHash: await passwords.hash(password),
  })
  if (!account) throw new Error('Taken.')
  return signIn(house, name)
}

async function signIn({ app }: PhrmUnderTest, name: string): Promise<Client> {
  const payload = { email: `${name}@example.org`, password }
  const response = await app.inject({ method: 'POST', url: '/api/v1/auth/login', payload })
  if (response.statusCode !== 200) throw new Error(response.body)
  const { access_token: token, user } = response.json<{
    access_token: string
    user: { id: number; family_member_id: number }
  }>()
  const send: Client['send'] = (options) => {
    const request = typeof options === 'string' ? { url: options } : options
    return app.inject({ ...request, headers: { authorization: `Bearer ${token}` } })
  }
  return {
    accountId: user.id,
    selfId: user.family_member_id,
    token,
    cookie: response.cookies.find(({ name: cookie }) => cookie.endsWith('refresh'))?.value ?? '',
    send,
    post: (url, payload) => send({ method: 'POST', url, payload }),
    put: (url, payload) => send({ method: 'PUT', url, payload }),
    upload: () => Promise.reject(new Error('Not here.')),
  }
}

async function collect(house: PhrmUnderTest, mails: MailServer): Promise<CollectedMail[]> {
  mails.received.length = 0
  await workOff(house)
  return mails.received.map(({ to, parsed }) => ({
    to: to[0] ?? '',
    subject: parsed.subject,
    text: parsed.text ?? '',
    link: /https?:\S+/.exec(parsed.text ?? '')?.[0] ?? '',
  }))
}
