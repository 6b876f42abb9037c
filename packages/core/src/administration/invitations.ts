import { getRegistration } from '../account/register.ts'
import type { Invitation, RegistrationMode } from '../account/registration.ts'
import { requireAdministrator } from '../account/require-administrator.ts'
import type { Actor } from '../actor.ts'
import { DomainError, notFound } from '../errors.ts'
import { postLetter } from '../mail/post.ts'
import type { Ports } from '../ports.ts'
import type { Device } from '../session/start-session.ts'
import { writeAdministration } from './write-administration.ts'

export interface InvitationInput {
  /** Then nobody else can use it, and a letter goes there where mail can be sent. */
  email?: string | undefined
  validDays: number
}

export interface MadeInvitation {
  invitation: Invitation
  /** Shown once: only a hash of its secret is kept. */
  link: string
  mailed: boolean
}

export function invite(ports: Ports) {
  const { store, settings, now, newToken, hashToken } = ports
  const registration = getRegistration(ports)
  const write = writeAdministration(ports)
  const post = postLetter(ports)

  return async (
    actor: Actor,
    { email, validDays }: InvitationInput,
    device: Device,
  ): Promise<MadeInvitation> => {
    requireAdministrator(actor)
    if ((await registration()).mode === 'closed') throw closed()
    await write(actor, 'invite', device)
    const token = newToken()
    const invitation = await store.registrations.addInvitation({
      tokenHash: hashToken(token),
      email,
      invitedBy: actor.accountId,
      expiresAt: new Date(now().getTime() + validDays * 86_400_000),
    })
    // After the #, so that no server on the way writes it into its log.
    const link = `${settings.origin}/register#invite=${token}`
    return { invitation, link, mailed: await send(actor, email, link) }
  }

  async function send(actor: Actor, email: string | undefined, link: string): Promise<boolean> {
    if (email === undefined) return false
    const inviter = await store.accounts.find(actor.accountId)
    const from = inviter ? `${inviter.firstName} ${inviter.lastName}`.trim() : 'PHRM'
    return post({ email, name: '', language: 'en' }, { kind: 'invitation', link, from })
  }
}

export function listInvitations({ store }: Pick<Ports, 'store'>) {
  return async (actor: Actor): Promise<Invitation[]> => {
    requireAdministrator(actor)
    return store.registrations.listInvitations()
  }
}

export function revokeInvitation(ports: Ports) {
  const write = writeAdministration(ports)
  return async (actor: Actor, id: number, device: Device): Promise<void> => {
    requireAdministrator(actor)
    await write(actor, 'revoke-invitation', device)
    if (!(await ports.store.registrations.revokeInvitation(id))) throw notFound()
  }
}

export function getRegistrationMode(ports: Ports) {
  const registration = getRegistration(ports)
  return async (actor: Actor): Promise<RegistrationMode> => {
    requireAdministrator(actor)
    return (await registration()).mode
  }
}

export function setRegistrationMode(ports: Ports) {
  const write = writeAdministration(ports)
  return async (actor: Actor, mode: RegistrationMode, device: Device): Promise<void> => {
    requireAdministrator(actor)
    await write(actor, `registration-${mode}`, device)
    await ports.store.registrations.setMode(mode)
  }
}

function closed(): DomainError {
  return new DomainError(
    'conflict',
    'Nobody can register here: first choose registration by invitation.',
  )
}
