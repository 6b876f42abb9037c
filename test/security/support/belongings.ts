import type { Client, PhrmUnderTest } from './phrm-under-test.ts'

export interface Belongings {
  memberId: number
  recordId: number
  documentId: number
  jobId: number
}

/** A person with a record that has a document of one page with its picture; `canary` is in every text of them. */
export async function giveBelongings(
  { phrm }: PhrmUnderTest,
  owner: Client,
  canary: string,
): Promise<Belongings> {
  const member = await owner.post('/api/v1/family', {
    name: canary,
    relationship: canary,
    date_of_birth: '2016-03-08',
    medical_history: canary,
  })
  const { id: memberId } = member.json<{ id: number }>()
  const record = await owner.post('/api/v1/records', {
    date: '2024-01-15',
    family_member_id: memberId,
    ...Object.fromEntries(textFields.map((field) => [field, `${canary} tetanus booster`])),
  })
  const { id: recordId } = record.json<{ id: number }>()
  const uploaded = await owner.upload(recordId, [
    { filename: `${canary}.txt`, content: `${canary} tetanus booster` },
  ])
  const { documents } = uploaded.json<{ documents: { id: number; job_id: number }[] }>()
  const [document] = documents
  if (!document) throw new Error(uploaded.body)
  await pretendRead(phrm, owner.accountId, document.id, `${canary} tetanus booster`)
  return { memberId, recordId, documentId: document.id, jobId: document.job_id }
}

const textFields = [
  'chief_complaint',
  'doctor',
  'investigations',
  'diagnosis',
  'prescription',
  'notes',
  'review_followup',
]

async function pretendRead(
  { ports }: PhrmUnderTest['phrm'],
  accountId: number,
  documentId: number,
  text: string,
): Promise<void> {
  const path = await ports.store.as(accountId, async ({ documents }) => {
    await documents.replacePages(documentId, [{ number: 1, text, source: 'text-layer', words: [] }])
    await documents.setState(documentId, 'done', { pageCount: 1 })
    return (await documents.find(documentId))?.filePath
  })
  const picture = (async function* () {
    yield Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])
  })()
  await ports.files.put(picture, { maxBytes: 100, path: `${path}.pages/1.jpg` })
}
