import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import { findPerson } from '../family-member/find-person.ts'
import type { Ports } from '../ports.ts'
import type { AssistantEvent, Question } from './answer.ts'
import { answerFromRecords } from './answer-from-records.ts'
import { askProviders } from './ask-providers.ts'
import { toSearchWords } from './search-words.ts'
import { toSources } from './sources.ts'

/** Passages that are looked at; those close to the question become sources. */
const passageLimit = 8

/**
 * Finds the passages first, then asks the providers that may know this person's records, in their order. The sources
 * come before the text, so that the page can show them while the answer is written.
 */
export function ask(ports: Ports) {
  const askInOrder = askProviders(ports)

  return async function* (actor: Actor, question: Question): AsyncGenerator<AssistantEvent> {
    const { person, passages, hosts } = await lookUp(ports, actor, question)
    const sources = toSources(passages, question.message)
    if (!question.useModel) return yield* answerFromRecords(sources, 'not-wanted', ports.now())
    if (ports.providers.length === 0)
      return yield* answerFromRecords(sources, 'not-configured', ports.now())
    const allowed = ports.providers.filter(({ isLocal, host }) => isLocal || hosts.includes(host))
    if (allowed.length === 0) throw consentRequired(ports)
    yield* askInOrder({ actor, question, person, sources, allowed })
  }
}

function lookUp({ store }: Ports, actor: Actor, { message, familyMemberId }: Question) {
  return store.as(actor, async ({ familyMembers, search, consents, audit }) => {
    const person = await findPerson(familyMembers, familyMemberId)
    await audit.noteRead({ action: 'assistant.look-up', familyMemberId: person.id })
    const text = toSearchWords(message)
    const query = { text, familyMemberId: person.id, limit: passageLimit }
    return {
      person,
      passages: await search.listPassages(query),
      hosts: await consents.listHosts(person.id),
    }
  })
}

function consentRequired({ providers }: Ports): DomainError {
  return new DomainError(
    'consent-required',
    'A language model elsewhere could answer, but nothing of this person is sent before you allow it.',
    { hosts: [...new Set(providers.map(({ host }) => host))] },
  )
}
