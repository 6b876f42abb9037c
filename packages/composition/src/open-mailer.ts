import { type Mailer, DomainError } from '@phrm/core'

/** Without SMTP nothing is sent: an administrator or the command line hands links over. */
export function openMailer(): Mailer {
  return {
    configured: false,
    send: async () => {
      throw new DomainError('unavailable', 'No mail server is set up.')
    },
  }
}
