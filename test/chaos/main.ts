// npm run chaos [-- --kills 20] [--seed 1] : kill -9 at random moments while records are written and papers uploaded, in
// embedded mode. Ends with one JSON object and exit code 1 when anything acknowledged is missing or left half done.
import { parseArgs } from 'node:util'
import { removeDataDir, newDataDir, startApplication } from '../support/application.ts'
import { logInClient, registerClient } from '../support/client.ts'
import { createDice } from './dice.ts'
import { examine } from './examine.ts'
import { writeUntilKilled, type Acknowledged } from './write-until-killed.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
  },
})
const kills = Number(values.kills)
const dice = createDice(Number(values.seed))
const person = { username: 'chaos', email: 'chaos@example.org', password: 'kill dash nine again' }
const dataDir = await newDataDir()
const acknowledged: Acknowledged = { records: new Map(), documents: new Map() }
const starts: number[] = []
const lost = { records: 0, documents: 0 }

for (let kill = 0; kill < kills; kill++) {
  const application = await startApplication({ dataDir })
  starts.push(application.startedIn)
  const open = kill === 0 ? registerClient : logInClient
  const client = await open(application.address, person)
  await lookForLosses(client)
  const before = acknowledged.records.size + acknowledged.documents.size
  await Promise.all([writeUntilKilled(client, acknowledged, dice), dieSoon(application.kill)])
  const now = acknowledged.records.size + acknowledged.documents.size
  console.log(
    `kill ${kill + 1}: started in ${Math.round(application.startedIn)} ms, ${now - before} acknowledged`,
  )
}

const application = await startApplication({ dataDir })
const client = await logInClient(application.address, person)
await lookForLosses(client)
const after = await examine(client, application, acknowledged)
await removeDataDir(dataDir)

const result = {
  kills,
  seed: Number(values.seed),
  acknowledged: { records: acknowledged.records.size, documents: acknowledged.documents.size },
  lost,
  ...after,
  startMs: { median: median(starts), longest: Math.round(Math.max(...starts)) },
}
console.log(JSON.stringify(result))
const bad =
  lost.records +
  lost.documents +
  after.orphanFiles +
  after.missingFiles +
  after.unfinishedJobs +
  after.changedBytes
process.exit(bad === 0 ? 0 : 1)

async function dieSoon(die: () => Promise<void>): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, dice.between(50, 2500)))
  await die()
}

async function lookForLosses(client: Awaited<ReturnType<typeof logInClient>>): Promise<void> {
  for (const [id, text] of acknowledged.records) {
    const found = await client
      .request<{ chief_complaint: string }>('GET', `/records/${id}`)
      .catch(() => undefined)
    if (found?.chief_complaint !== text) lost.records += 1
  }
  const listed = new Set<string>()
  for (let page = 1, pages = 1; page <= pages; page++) {
    const answer = await client.request<{ documents: { filename: string }[]; pages: number }>(
      'GET',
      `/documents?per_page=100&page=${page}`,
    )
    pages = answer.pages
    for (const { filename } of answer.documents) listed.add(filename)
  }
  for (const filename of acknowledged.documents.keys())
    if (!listed.has(filename)) lost.documents += 1
}

function median(numbers: number[]): number {
  return Math.round(numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0)
}
