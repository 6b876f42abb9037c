import type { Phrm } from '@phrm/composition'
import type { Actor, FamilyMember } from '@phrm/core'
import { createSampleFamily, type SampleFamily, type SamplePaper } from '@phrm/sample-family'
import { say } from './open.ts'

/** Known to everyone: it guards invented people only. */
const password = 'a sample family to look around'

export interface Demo {
  email: string
  actor: Actor
  papers: SamplePaper[]
  /** Record ids by the keys of the sample family. */
  recordIds: Map<string, number>
}

/** Fills a folder in which nobody has an account; answers nothing, and says why, where there is one. */
export async function addDemoRecords({ useCases, ports }: Phrm): Promise<Demo | undefined> {
  const { firstAccount } = await useCases.accounts.registration()
  const family = createSampleFamily({ today: ports.now().toISOString().slice(0, 10) })
  if (!firstAccount) {
    const isHere = await ports.store.accounts.findCredentials(family.account.email)
    say(
      isHere
        ? `The sample family is here already. ${toSignInWords(family.account.email)}`
        : 'This data folder has accounts already; the sample family comes into an empty one only.',
    )
    return undefined
  }
  say('Adding a sample family (once, some seconds) …')
  const account = await useCases.accounts.addAdministrator({ ...family.account, password })
  const actor: Actor = { accountId: account.id, isAdmin: account.isAdmin }
  const memberIds = await addMembers({ useCases }, actor, account.selfId, family)
  const recordIds = new Map<string, number>()
  for (const { key, memberKey, input } of family.records) {
    const familyMemberId = memberIds.get(memberKey)
    const { id } = await useCases.healthRecords.add(actor, { ...input, familyMemberId })
    recordIds.set(key, id)
  }
  return { email: account.email, actor, papers: family.papers, recordIds }
}

export function toSignInWords(email: string): string {
  return `Sign in as ${email} with the password: ${password}`
}

async function addMembers(
  { useCases }: Pick<Phrm, 'useCases'>,
  actor: Actor,
  selfId: number,
  { members }: SampleFamily,
): Promise<Map<string, FamilyMember['id']>> {
  const ids = new Map<string, number>()
  for (const { key, input } of members) {
    const { id } =
      input.relationship === 'self'
        ? await useCases.familyMembers.update(actor, selfId, input)
        : await useCases.familyMembers.add(actor, input)
    ids.set(key, id)
  }
  return ids
}

/** One after the other: each is drawn when its turn comes, and read while one looks round. */
export async function addDemoPapers(
  { useCases }: Phrm,
  { actor, papers, recordIds }: Demo,
): Promise<void> {
  for (const { recordKey, filename, bytes } of papers) {
    const recordId = recordIds.get(recordKey)
    if (recordId === undefined) throw new Error('A paper of the sample family names no record.')
    const content = once(await bytes())
    await useCases.documents.add(actor, recordId, once({ filename, content }))
  }
}

async function* once<Item>(item: Item): AsyncGenerator<Item> {
  yield item
}
