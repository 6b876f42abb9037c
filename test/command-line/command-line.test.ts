import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  newDataDir,
  removeDataDir,
  startApplication,
  type Application,
} from '../support/application.ts'
import { logInClient } from '../support/client.ts'
import { runCommand } from '../support/command.ts'

const password = 'four words in a row'
const admin = ['create-admin', 'ada@example.org', 'ada', 'Ada', 'Lovelace']

let dataDir: string
let application: Application | undefined

beforeAll(async () => void (dataDir = await newDataDir()))
afterEach(async () => {
  await application?.stop()
  application = undefined
})
afterAll(() => removeDataDir(dataDir))

async function getUser(address: string, email: string) {
  const client = await logInClient(address, { email, username: '', password })
  return client.request<{ is_admin: boolean }>('GET', '/user')
}

test('the database is brought up to date once', async () => {
  const first = await runCommand(dataDir, ['migrate'])
  expect(first).toMatchObject({ code: 0, output: expect.stringContaining('0001_roles') })
  expect((await runCommand(dataDir, ['migrate'])).output).toBe('The database is up to date.\n')
})

test('an administrator is made with a password from standard input, and signs in', async () => {
  expect(await runCommand(dataDir, admin, `${password}\n`)).toMatchObject({ code: 0 })
  application = await startApplication({ dataDir })
  expect(await getUser(application.address, 'ada@example.org')).toMatchObject({ is_admin: true })
})

test('what is refused is said in a sentence, without the password and without a stack', async () => {
  const short = await runCommand(
    dataDir,
    ['create-admin', 'b@example.org', 'bea', 'B', 'B'],
    'too-short-7\n',
  )
  expect(short.code).toBe(1)
  expect(short.said).toContain('at least 15 characters')
  expect(short.said).not.toMatch(/too-short-7|\s+at .*:\d+/)
  const twice = await runCommand(dataDir, admin, `${password}\n`)
  expect(twice).toMatchObject({ code: 1, said: expect.stringContaining('has an account already') })
})

describe('beside the running application', () => {
  test('an administrator is made by it, and no second process touches the folder', async () => {
    application = await startApplication({ dataDir })
    const made = await runCommand(
      dataDir,
      ['create-admin', 'eve@example.org', 'eve', 'Eve', 'Example'],
      password,
    )
    expect(made).toMatchObject({ code: 0 })
    expect(await getUser(application.address, 'eve@example.org')).toMatchObject({ is_admin: true })
    const { code, said } = await runCommand(dataDir, ['migrate'])
    expect(code).toBe(1)
    expect(said).toContain(`in use by process ${application.process.pid}`)
  })
})

test('a worker of its own is for a database server', async () => {
  expect(await runCommand(dataDir, ['worker'])).toMatchObject({
    code: 1,
    said: expect.stringContaining('DATABASE_URL'),
  })
})
