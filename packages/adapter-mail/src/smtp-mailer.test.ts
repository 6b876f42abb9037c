import { createServer, type AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { makeCertificate, startMailServer, type MailServer } from '../testing/index.ts'
import { createSmtpMailer, type SmtpOptions } from './smtp-mailer.ts'

const certificate = makeCertificate()
const to = { email: 'anna@example.org', name: 'Anna', language: 'en' }
const message = {
  subject: 'Set a new password',
  paragraphs: ['The link works <once> & "soon".'],
  action: { label: 'Go on', link: 'https://phrm.example/reset#token=a&b="c"' },
}

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function serve(options: Parameters<typeof startMailServer>[0] = {}): Promise<MailServer> {
  const server = await startMailServer(options)
  closing.push(server.close)
  return server
}

function mailer(port: number, more: Partial<SmtpOptions> = {}) {
  return createSmtpMailer({
    host: '127.0.0.1',
    port,
    security: 'none',
    sender: 'PHRM <phrm@home.example>',
    patience: 1500,
    ...more,
  })
}

function refusal(code: number) {
  return Object.assign(new Error('no such user anna@example.org'), { responseCode: code })
}

describe('a mail', () => {
  it('arrives as text and as HTML that runs and loads nothing', async () => {
    const { port, received } = await serve()
    await mailer(port).send(to, message, 'letter-7')
    const [mail] = received
    expect(mail).toMatchObject({ from: 'phrm@home.example', to: ['anna@example.org'] })
    expect(mail?.parsed.subject).toBe(message.subject)
    expect(mail?.parsed.messageId).toBe('<letter-7@home.example>')
    expect(mail?.parsed.headers.get('auto-submitted')).toBe('auto-generated')
    expect(mail?.parsed.text).toContain('The link works <once> & "soon".')
    expect(mail?.parsed.text).toContain(message.action.link)
    const html = String(mail?.parsed.html)
    expect(html).toContain('The link works &#60;once&#62; &#38; &#34;soon&#34;.')
    expect(html).toContain('href="https://phrm.example/reset#token=a&#38;b=&#34;c&#34;"')
    expect(html).not.toMatch(/<(img|script|link|iframe)|url\(|@import/i)
  })

  it('gets no header from a name or a subject that holds lines', async () => {
    const { port, received } = await serve()
    const evil = 'Eve\r\nBcc: eve@evil.example\r\n\r\nHello'
    const letter = { subject: evil, paragraphs: [evil] }
    await mailer(port).send({ ...to, name: evil }, letter)
    expect(received[0]?.to).toEqual(['anna@example.org'])
    expect(received[0]?.parsed.bcc).toBeUndefined()
    expect(received[0]?.parsed.cc).toBeUndefined()
    expect(received[0]?.raw.split('\r\n\r\n')[0]).not.toMatch(/^bcc:/im)
  })
})

describe.skipIf(!certificate)('encryption', () => {
  const { key, cert } = certificate ?? { key: '', cert: '' }

  it('is begun by STARTTLS, and the password given after that', async () => {
    const seen: unknown[] = []
    const { port, received } = await serve({
      key,
      cert,
      authOptional: false,
      onAuth: ({ username, password }, { secure }, done) => {
        seen.push({ username, password, secure })
        done(null, { user: username })
      },
    })
    const more = { username: 'me', password: 'secret', ca: cert, security: 'starttls' } as const
    await mailer(port, more).send(to, message)
    expect(received[0]?.secure).toBe(true)
    expect(seen).toEqual([{ username: 'me', password: 'secret', secure: true }])
  })

  it('is there from the first byte where the server wants it so', async () => {
    const { port, received } = await serve({ key, cert, secure: true })
    await mailer(port, { security: 'tls', ca: cert }).send(to, message)
    expect(received[0]?.secure).toBe(true)
  })

  it('is not done without: a server that offers none, or shows a certificate of nobody, gets no mail', async () => {
    const plain = await serve()
    await expect(mailer(plain.port, { security: 'starttls' }).send(to, message)).rejects.toThrow()
    const unknown = await serve({ key, cert })
    await expect(mailer(unknown.port, { security: 'starttls' }).send(to, message)).rejects.toThrow()
    expect([...plain.received, ...unknown.received]).toEqual([])
  })
})

describe('a server that does not want', () => {
  it.each([
    ['the receiver', { onRcptTo: (_a, _s, done) => done(refusal(550)) }, /-550/],
    ['anything now', { onRcptTo: (_a, _s, done) => done(refusal(451)) }, /-451/],
    ['the text', { onData: (s, _s, done) => (s.resume(), done(refusal(552))) }, /-552/],
  ] satisfies [string, Parameters<typeof startMailServer>[0], RegExp][])(
    '%s: the fault has its number and none of its words',
    async (_what, options, code) => {
      const { port } = await serve(options)
      const fault = await mailer(port)
        .send(to, message)
        .catch((error: unknown) => error as Error & { code: string })
      expect(fault).toMatchObject({
        name: 'MailFault',
        code: expect.stringMatching(code) as string,
      })
      expect(JSON.stringify([fault, String(fault)])).not.toMatch(/anna|token/)
      expect((fault as Error).cause).toBeUndefined()
    },
  )

  it('the password', async () => {
    const { port } = await serve({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(new Error('wrong')),
    })
    const sending = mailer(port, { username: 'me', password: 'no' }).send(to, message)
    await expect(sending).rejects.toMatchObject({ code: 'EAUTH-535' })
  })

  it('at first, and then does: the second attempt arrives', async () => {
    let tries = 0
    const { port, received } = await serve({
      onRcptTo: (_a, _s, done) => (++tries === 1 ? done(refusal(451)) : done()),
    })
    await expect(mailer(port).send(to, message)).rejects.toThrow()
    await mailer(port).send(to, message)
    expect(received).toHaveLength(1)
  })

  it('to talk at all is given up', async () => {
    const silent = createServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    closing.push(() => new Promise((resolve) => silent.close(() => resolve())))
    const { port } = silent.address() as AddressInfo
    const began = Date.now()
    await expect(mailer(port, { patience: 300 }).send(to, message)).rejects.toMatchObject({
      code: 'ETIMEDOUT',
    })
    expect(Date.now() - began).toBeLessThan(2000)
  })

  it('to be there is said', async () => {
    const { port, close } = await startMailServer()
    await close()
    await expect(mailer(port).send(to, message)).rejects.toMatchObject({ name: 'MailFault' })
  })
})
