import type { EnvironmentReader } from './environment.ts'

export interface MailSettings {
  host: string
  port: number
  security: 'starttls' | 'tls' | 'none'
  username?: string | undefined
  password?: string | undefined
  sender: string
}

/** The original's variables; without `MAIL_SERVER` no mail is sent. */
export function readMailSettings(reader: EnvironmentReader): MailSettings | undefined {
  const host = reader.text('MAIL_SERVER')
  const ssl = reader.flag('MAIL_USE_SSL', false)
  const tls = reader.flag('MAIL_USE_TLS', !ssl)
  const port = reader.integer('MAIL_PORT', {
    default: ssl ? 465 : 587,
    minimum: 1,
    maximum: 65_535,
  })
  const username = reader.text('MAIL_USERNAME')
  const password = reader.text('MAIL_PASSWORD')
  const sender = reader.text('MAIL_DEFAULT_SENDER') ?? username
  if (host === undefined) return undefined
  if (ssl && tls) reader.refuse('MAIL_USE_SSL and MAIL_USE_TLS exclude each other.')
  if ((username === undefined) !== (password === undefined)) {
    reader.refuse('MAIL_USERNAME and MAIL_PASSWORD go together.')
  }
  if (!ssl && !tls && !isHere(host)) {
    reader.refuse(
      'MAIL_SERVER is another machine: links that open an account are not sent to it in the clear. Leave MAIL_USE_TLS on, or set MAIL_USE_SSL.',
    )
  }
  if (sender === undefined || !isAddress(sender)) {
    reader.refuse(
      'MAIL_DEFAULT_SENDER is the address that mails come from, like PHRM <phrm@example.org>.',
    )
    return undefined
  }
  return {
    host,
    port,
    security: ssl ? 'tls' : tls ? 'starttls' : 'none',
    username,
    password,
    sender,
  }
}

function isHere(host: string): boolean {
  return ['localhost', '127.0.0.1', '::1'].includes(host)
}

function isAddress(text: string): boolean {
  return /^(?:[^<>@\r\n]{1,100}<)?[^<>@\s]+@[^<>@\s]+>?$/.test(text)
}
