import { createSmtpMailer } from '@phrm/adapter-mail'
import { type Mailer, DomainError } from '@phrm/core'
import type { MailSettings } from './config/mail-settings.ts'

/** Without settings nothing is sent: an administrator or the command line hands links over. */
export function openMailer(settings: MailSettings | undefined): Mailer {
  if (settings) return createSmtpMailer(settings)
  return {
    configured: false,
    send: async () => {
      throw new DomainError('unavailable', 'No mail server is set up.')
    },
  }
}
