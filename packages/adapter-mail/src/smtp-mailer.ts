import { createTransport } from 'nodemailer'
import type { Mailer } from '@phrm/core'
import { toHtml, toPlainText } from './mail-text.ts'
import { toMailFault } from './mail-fault.ts'

export interface SmtpOptions {
  host: string
  port: number
  /** `starttls` refuses a server that does not offer it; `none` sends in the clear and is for this machine. */
  security: 'starttls' | 'tls' | 'none'
  /** Both or neither. */
  username?: string | undefined
  password?: string | undefined
  /** `phrm@example.org`, or `PHRM <phrm@example.org>`. */
  sender: string
  /** PEM of a certificate authority that is trusted besides those of the system. */
  ca?: string | undefined
  /** Milliseconds in which the server has to answer each step. */
  patience?: number
}

/** One connection for each mail: a household sends few. Nothing of a mail gets into a log. */
export function createSmtpMailer(options: SmtpOptions): Mailer {
  const { host, port, security, username, password, sender, ca, patience = 15_000 } = options
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { minVersion: 'TLSv1.2', ...(ca !== undefined && { ca }) },
    ...(username !== undefined && { auth: { user: username, pass: password ?? '' } }),
    dnsTimeout: patience,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    logger: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  })

  return {
    configured: true,
    send: async (to, message, reference) => {
      try {
        await transport.sendMail({
          from: sender,
          to: { name: to.name, address: to.email },
          subject: message.subject,
          text: toPlainText(to, message),
          html: toHtml(to, message),
          // The same mail sent twice (the process died before it could note the first) is one mail to who receives it.
          ...(reference !== undefined && { messageId: `<${reference}@${domainOf(sender)}>` }),
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        })
      } catch (error) {
        throw toMailFault(error)
      }
    },
  }
}

function domainOf(sender: string): string {
  return /@([\w.-]+)/.exec(sender)?.[1] ?? 'phrm.invalid'
}
