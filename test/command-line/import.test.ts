import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createArchives } from '@phrm/adapter-archive'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newDataDir, removeDataDir, startApplication } from '../support/application.ts'
import { logInClient } from '../support/client.ts'
import { runCommand } from '../support/command.ts'

const password = 'four words in a row'
const moment = '2024-01-15T09:30:00+00:00'

let dataDir: string
let archive: string

beforeAll(async () => {
  dataDir = await newDataDir()
  archive = join(dataDir, 'archive.zip')
  await writeFile(archive, await pack('Ada'))
  for (const name of ['ada', 'bea'])
    await runCommand(dataDir, ['create-admin', `${name}@example.org`, name, name, 'Test'], password)
})
afterAll(() => removeDataDir(dataDir))

async function pack(name: string): Promise<Buffer> {
  const member = {
    id: 7,
    name,
    relationship: 'self',
    is_self: true,
    version: 3,
    created_at: moment,
    updated_at: moment,
  }
  const files: Record<string, string> = {
    'manifest.json': '{"format":"phrm-export","version":1}',
    'data/account.json': `{"first_name":"${name}"}`,
    'data/family-members.json': `[\n${JSON.stringify(member)}\n]\n`,
    'data/health-records.json': '[]\n',
    'data/documents.json': '[]\n',
    'data/document-pages.json': '[]\n',
  }
  async function* entries() {
    for (const [path, content] of Object.entries(files))
      yield { name: path, content: once(content), compress: true }
  }
  return Buffer.concat(await Array.fromAsync(createArchives().pack(entries())))
}

async function* once(content: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(content)
}

test('an archive comes into a folder on which nothing runs, once', async () => {
  const args = ['import', archive, '--email', 'ada@example.org']
  const output = 'Brought in: 1 persons, 0 records, 0 documents.\n'
  expect(await runCommand(dataDir, args)).toMatchObject({ code: 0, output })
  const nobody = await runCommand(dataDir, ['import', archive, '--email', 'eve@example.org'])
  expect(nobody).toMatchObject({ code: 1, said: expect.stringContaining('Nobody has an account') })
  const damaged = join(dataDir, 'damaged.zip')
  await writeFile(damaged, (await pack('Eve')).subarray(0, 300))
  const refused = await runCommand(dataDir, ['import', damaged, '--email', 'bea@example.org'])
  expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('cut off or damaged') })
  expect(refused.said).not.toMatch(/\s+at .*:\d+/)
})

test('and into the running application, through it', async () => {
  const application = await startApplication({ dataDir })
  try {
    const missing = join(dataDir, 'missing.zip')
    const args = (file: string) => ['import', file, '--email', 'bea@example.org']
    expect(await runCommand(dataDir, args(missing))).toMatchObject({
      code: 1,
      said: expect.stringContaining('is it there, and readable'),
    })
    expect(await runCommand(dataDir, args(archive))).toMatchObject({ code: 0 })
    const credentials = { email: 'bea@example.org', username: '', password }
    const client = await logInClient(application.address, credentials)
    const user = await client.request<{ first_name: string }>('GET', '/user')
    expect(user.first_name).toBe('Ada')
  } finally {
    await application.stop()
  }
})
