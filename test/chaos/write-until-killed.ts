import { createHash, randomBytes } from 'node:crypto'
import { textLabReport } from '@phrm/sample-family'
import { RequestFailed, type Client } from '../support/client.ts'
import type { Dice } from './dice.ts'

/** What the server said it has. */
export interface Acknowledged {
  /** Text by id. */
  records: Map<number, string>
  /** SHA-256 by file name. */
  documents: Map<string, string>
}

const report = await textLabReport().bytes()

/** Writes records and uploads papers, several at once, until the connection breaks. */
export async function writeUntilKilled(
  client: Client,
  known: Acknowledged,
  dice: Dice,
): Promise<void> {
  const writers = Array.from({ length: 3 }, () => repeat(() => writeRecord(client, known)))
  const uploaders = Array.from({ length: 2 }, () => repeat(() => uploadPapers(client, known, dice)))
  await Promise.all([...writers, ...uploaders])
}

async function writeRecord(client: Client, { records }: Acknowledged): Promise<number> {
  const text = `Visit ${randomBytes(8).toString('hex')}: WBC < 5 & CRP > 10`
  const body = { date: '2026-03-01', chief_complaint: text, notes: 'n'.repeat(500) }
  const { id } = await client.request<{ id: number }>('POST', '/records', body)
  records.set(id, text)
  return id
}

async function uploadPapers(client: Client, known: Acknowledged, dice: Dice): Promise<void> {
  const recordId = await writeRecord(client, known)
  const files = Array.from({ length: Math.ceil(dice.between(0, 3)) }, () => newPaper(dice))
  await client.upload(recordId, files)
  for (const { name, bytes } of files) {
    known.documents.set(name, createHash('sha256').update(bytes).digest('hex'))
  }
}

/** A real report, or plain text of up to 2 MB; no two are alike. */
function newPaper(dice: Dice): { name: string; bytes: Uint8Array; type: string } {
  const name = randomBytes(6).toString('hex')
  if (dice.between(0, 1) < 0.3) {
    const bytes = Buffer.concat([report, Buffer.from(`\n%${name}\n`)])
    return { name: `${name}.pdf`, bytes, type: 'application/pdf' }
  }
  const text = `${name} potassium 4.1 mmol/L\n`.repeat(Math.ceil(dice.between(1, 70_000)))
  return { name: `${name}.txt`, bytes: Buffer.from(text), type: 'text/plain' }
}

/** A server that refuses is a fault of ours; a connection that breaks is the kill. */
async function repeat(work: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await work()
    } catch (error) {
      if (error instanceof RequestFailed) throw error
      return
    }
  }
}
