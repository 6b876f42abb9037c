import type { JobHandler } from '../job/job-handler.ts'
import { postLetter } from '../mail/post.ts'
import type { Ports } from '../ports.ts'
import { linkMinutes } from './account-link.ts'
import { makeLink } from './make-link.ts'

type Needs = Pick<
  Ports,
  'store' | 'mailer' | 'sealer' | 'settings' | 'now' | 'newToken' | 'hashToken'
>

export function sendResetLink(ports: Needs): JobHandler {
  const post = postLetter(ports)
  const make = makeLink(ports)

  return {
    run: async ({ id, payload }) => {
      const email = ports.sealer.open(String(payload['sealed']), 'forgot')
      const credentials = await ports.store.accounts.findCredentials(email)
      const account = credentials && (await ports.store.accounts.find(credentials.accountId))
      if (!account || account.disabledAt) return
      const made = await make(account.id, 'reset-password')
      if (!made) return
      // To the address that the account has, not to the one that was typed.
      const to = { email: account.email, name: account.firstName, language: account.language }
      const minutes = linkMinutes['reset-password']
      await post(to, { kind: 'reset-password', link: made.link, minutes }, `reset-${id}`)
    },
  }
}
