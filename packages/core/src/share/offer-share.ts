import type { Actor } from '../actor.ts'
import { DomainError, notFound, onlyOwners } from '../errors.ts'
import { postLetter } from '../mail/post.ts'
import type { Ports } from '../ports.ts'
import { requireRecentSignIn } from '../session/step-up.ts'
import type { Share, ShareOffer } from './share.ts'

type Needs = Pick<Ports, 'store' | 'mailer' | 'sealer' | 'settings' | 'now'>

/** The answer is the same whether or not anybody has an account with that address. */
export function offerShare(ports: Needs) {
  const offer = makeOffer(ports)
  return async (actor: Actor, terms: Required<Omit<ShareOffer, 'kind'>>): Promise<Share> => {
    requireFuture(terms.validUntil, ports.now())
    return offer(actor, { ...terms, kind: 'share' })
  }
}

/** Cannot be taken back once it is accepted. */
export function handOver(ports: Needs) {
  const offer = makeOffer(ports)
  const requireRecent = requireRecentSignIn(ports)
  return async (actor: Actor, terms: Pick<ShareOffer, 'familyMemberId' | 'email'>) => {
    requireRecent(actor)
    return offer(actor, { ...terms, kind: 'handover' })
  }
}

export function requireFuture(validUntil: Date | undefined, now: Date): void {
  if (validUntil === undefined || validUntil > now) return
  throw new DomainError('invalid', 'The end lies in the past.', { field: 'valid_until' })
}

/** Of one account, unanswered: each sends a mail to whom it likes, and stands on a first page. */
const mostOffers = 50

function makeOffer(ports: Needs) {
  const post = postLetter(ports)

  return async (actor: Actor, offer: ShareOffer): Promise<Share> => {
    const { accountId } = actor
    const giver = await ports.store.accounts.find(accountId)
    if (!giver) throw notFound()
    const share = await ports.store.as(actor, async ({ familyMembers, shares, audit }) => {
      const person = await familyMembers.find(offer.familyMemberId)
      if (!person) throw notFound()
      if (person.role !== 'owner') throw onlyOwners()
      if (giver.email.toLowerCase() === offer.email.toLowerCase()) throw toOneself()
      if (offer.kind === 'handover' && person.relationship === 'self') throw ownPersonStays()
      const id = await shares.offer(offer)
      if (id === undefined) throw sharedAlready()
      await audit.write({
        action: `${offer.kind}.offer`,
        familyMemberId: person.id,
        subject: String(id),
      })
      const { given } = await shares.list()
      if (given.filter(({ acceptedAt }) => !acceptedAt).length > mostOffers) throw tooMany()
      const made = given.find((share) => share.id === id)
      if (!made) throw notFound()
      return made
    })
    const { name } = share.giver
    await post(
      { email: offer.email, name: '', language: giver.language },
      { kind: `${offer.kind}-offered`, from: name, link: `${ports.settings.origin}/` },
      `${offer.kind}-${share.id}`,
    )
    return share
  }
}

function tooMany(): DomainError {
  return new DomainError(
    'conflict',
    `${mostOffers} offers wait for an answer already. Take some back first.`,
  )
}

function toOneself(): DomainError {
  return new DomainError('invalid', 'This is your own address.', { field: 'email' })
}

function ownPersonStays(): DomainError {
  return new DomainError('conflict', 'Your own person stays with your account.')
}

function sharedAlready(): DomainError {
  return new DomainError(
    'conflict',
    'This is shared with that address already, or waits for somebody else. Change or end that first.',
    { field: 'email' },
  )
}
