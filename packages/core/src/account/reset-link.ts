import type { Actor } from '../actor.ts'
import { writeAdministration } from '../administration/write-administration.ts'
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
  const write = writeAdministration(ports)

  return async (actor: Actor, accountId: number, device: Device): Promise<MadeLink> => {
    requireAdministrator(actor)
    requireRecentSignIn(ports)(actor)
    const account = await ports.store.accounts.find(accountId)
    if (!account) throw notFound()
    await write(actor, 'make-reset-link', device, accountId)
    return get(await make(accountId, 'reset-password', { mostPerHour: mostByHand }))
  }
}

/** For the command line of the machine's owner; no route leads here. */
export function makeResetLinkFor(ports: Needs) {
  const make = makeLink(ports)
  const write = writeAdministration(ports)

  return async (email: string): Promise<MadeLink> => {
    const credentials = await ports.store.accounts.findCredentials(email)
    if (!credentials) throw new DomainError('not-found', 'No account has this e-mail address.')
    const { accountId } = credentials
    await write(undefined, 'make-reset-link', {}, accountId)
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
