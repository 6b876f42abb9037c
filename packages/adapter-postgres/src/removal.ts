import type { Removed } from '@phrm/core'
import type { QueryResult } from 'kysely'

/** So few at a time that no statement takes long: indexed words go with each. */
const documentsAtOnce = 10
const recordsAtOnce = 100

type Step = (most: number) => Promise<QueryResult<unknown>>

/** One step: some documents, or when there are none left some of what the further steps remove. */
export async function takeSome(documents: Step, further: Step[]): Promise<Removed> {
  const { rows } = await documents(documentsAtOnce)
  if (rows.length > 0) return { files: rows as Removed['files'], done: false }
  for (const step of further) {
    const [row] = (await step(recordsAtOnce)).rows as { n: number }[]
    if (row && row.n > 0) return { files: [], done: false }
  }
  return { files: [], done: true }
}
