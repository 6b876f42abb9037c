import { randomBytes, randomUUID } from 'node:crypto'
import {
  DomainError,
  type Account,
  type AccountStore,
  type Document,
  type DocumentPage,
  type FamilyMember,
  type HealthRecord,
  type HealthRecordInput,
  type NewAccount,
  type Store,
} from '../../src/index.ts'

export function newAccount(change: Partial<NewAccount> = {}): NewAccount {
  const unique = randomUUID().slice(0, 13)
  return {
    username: `user-${unique}`,
    email: `${unique}@example.org`,
    passwordHash: '$argon2id$v=19$sample',
    firstName: 'Ada',
    lastName: 'Example',
    ...change,
  }
}

export async function addAccount(store: Store, change: Partial<NewAccount> = {}): Promise<Account> {
  const account = await store.accounts.add(newAccount(change))
  if (!account) throw new Error('The sample account was refused.')
  return account
}

/** An account with a child, a record of the child, and a document on the record. */
export async function addFamily(store: Store): Promise<Family> {
  const account = await addAccount(store)
  return store.as(account.id, async (own) => {
    const child = await own.familyMembers.add({ ...childInput })
    const record = await own.healthRecords.add({ ...recordInput, familyMemberId: child.id })
    const document = await addDocument(own, record.id)
    return { account, child, record, document }
  })
}

export interface Family {
  account: Account
  child: FamilyMember
  record: HealthRecord
  document: Document
}

export const childInput = {
  name: 'Mia Example',
  relationship: 'child',
  dateOfBirth: '2016-02-29',
  sex: 'female',
  medicalHistory: 'Hay fever since 2022.',
} as const

/** What a person may leave out. */
export const bare = { dateOfBirth: undefined, sex: undefined, medicalHistory: undefined }

export const recordInput = {
  date: '2024-03-02',
  chiefComplaint: 'Sore throat and fever',
  doctor: 'Dr. Okonkwo',
  investigations: 'Rapid strep test: positive',
  diagnosis: 'Streptococcal pharyngitis',
  prescription: 'Amoxicillin 500 mg three times a day',
  notes: 'Drink plenty.',
  reviewFollowup: 'If fever persists for 48 h',
} satisfies HealthRecordInput

export function addDocument(
  { documents }: AccountStore,
  healthRecordId: number,
  filename = 'lab report.pdf',
): Promise<Document> {
  const storedFilename = randomUUID()
  return documents.add({
    healthRecordId,
    filename,
    storedFilename,
    filePath: `ab/${storedFilename}`,
    fileSize: 1234,
    contentType: 'application/pdf',
    sha256: randomBytes(32).toString('hex'),
  })
}

export function page(number: number, text: string): DocumentPage {
  return { number, text, source: 'text-layer', confidence: undefined, words: [] }
}

/** How the work was refused: the code of its DomainError, or what else came of it. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    return `no refusal, but ${JSON.stringify(await work)}`
  } catch (error) {
    return error instanceof DomainError ? error.code : `no DomainError, but ${String(error)}`
  }
}

/** How often each answer came. */
export function tally(answers: unknown[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const answer of answers) counts[String(answer)] = (counts[String(answer)] ?? 0) + 1
  return counts
}
