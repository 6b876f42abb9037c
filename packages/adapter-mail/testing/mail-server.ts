import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { callbackify } from 'node:util'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server'

export interface ReceivedMail {
  from: string
  to: string[]
  /** Whether the connection was encrypted when the mail came. */
  secure: boolean
  raw: string
  parsed: ParsedMail
}

export interface MailServer {
  port: number
  received: ReceivedMail[]
  close(): Promise<void>
}

/** A real SMTP server on this machine that keeps what it is given. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const received: ReceivedMail[] = []
  const keep = async (stream: Readable, session: SMTPServerSession): Promise<void> => {
    const raw = await text(stream)
    const { mailFrom, rcptTo } = session.envelope
    received.push({
      from: mailFrom ? mailFrom.address : '',
      to: rcptTo.map(({ address }) => address),
      secure: session.secure,
      raw,
      parsed: await simpleParser(raw),
    })
  }
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    disabledCommands: options.key ? [] : ['STARTTLS'],
    onData: callbackify(keep),
    ...options,
  })
  // Clients that give up are what is tested.
  server.on('error', () => {})
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      const address = listening.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
  return {
    port,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** A certificate for this machine, signed by itself and made anew: none is kept in the repository. */
export function makeCertificate(): { key: string; cert: string } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'phrm-mail-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  try {
    const about = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
    const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
    const files = ['-keyout', key, '-out', cert, '-days', '2']
    execFileSync('openssl', ['req', ...kind, ...about, ...files], { stdio: 'ignore' })
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  } catch {
    return undefined
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
