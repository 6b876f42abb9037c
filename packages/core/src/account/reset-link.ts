import type { Actor } from '../actor.ts'
import { DomainError, notFound } from '../errors.ts'
import type { Ports } from '../ports.ts'
import type { Device } from '../session/start-session.ts'
import { requireRecentSignIn } from '../session/step-up.ts'
import { makeLink, type MadeLink } from './make-link.ts'
import { requireAdministrator } from './require-administrator.ts'

type Needs = Pick<Ports, 'store' | 'settings' | 'now' | 'newToken' | 'hashToken'>

/** For an administrator to hand over, where no mail is sent. The person is told when it is used. */
export function makeResetLink(ports: Needs) {
  const make = makeLink(ports)

  return async (actor: Actor, accountId: number, device: Device): Promise<MadeLink> => {
    requireAdministrator(actor)
    requireRecentSignIn(ports)(actor)
    const account = await ports.store.accounts.find(accountId)
    if (!account) throw notFound()
    await ports.store.as(actor, ({ audit }) =>
      audit.event({
        type: 'authz_admin',
        details: { act: 'reset-link', account: accountId },
        ...device,
      }),
    )
    return get(await make(accountId, 'reset-password', { mostPerHour: mostByHand }))
  }
}

/** For the command line of the machine's owner; no route leads here. */
export function makeResetLinkFor(ports: Needs) {
  const make = makeLink(ports)

  return async (email: string): Promise<MadeLink> => {
    const credentials = await ports.store.accounts.findCredentials(email)
    if (!credentials) throw new DomainError('not-found', 'No account has this e-mail address.')
    const { accountId } = credentials
    await ports.store.securityEvents.write({
      type: 'authz_admin',
      accountId,
      details: { act: 'reset-link', by: 'command-line' },
    })
    return get(await make(accountId, 'reset-password', { mostPerHour: mostByHand }))
  }
}

/** More than letters: somebody who forgot the password and filled the hour with letters shall still be helped. */
const mostByHand = 20

function get(made: MadeLink | undefined): MadeLink {
  if (made) return made
  throw new DomainError(
    'too-many-requests',
    'So many links were made that there will be no more within the hour.',
    {
      retryAfter: 3600,
    },
  )
}
