import { toCode } from '@phrm/adapter-factors/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  newDataDir,
  removeDataDir,
  startApplication,
  type Application,
} from '../support/application.ts'
import { logInClient, registerClient, type Client } from '../support/client.ts'
import { runCommand } from '../support/command.ts'

const ada = { username: 'ada', email: 'ada@example.org', password: 'four words in a row' }

let dataDir: string
let application: Application

beforeAll(async () => {
  dataDir = await newDataDir()
  application = await startApplication({ dataDir })
})
afterAll(async () => {
  await application?.stop()
  await removeDataDir(dataDir)
})

const reset = (email: string) => runCommand(dataDir, ['reset-factors', email])

async function guard(client: Client): Promise<void> {
  const { secret } = await client.request<{ secret: string }>('POST', '/auth/totp', {})
  await client.request('POST', '/auth/totp/confirm', { code: toCode(secret, new Date()) })
}

/** Signed in by the password alone, or not at all. */
async function signIn(): Promise<Client> {
  const client = await logInClient(application.address, ada)
  await client.request('GET', '/user')
  return client
}

test('second factors that are lost are taken away by the running application', async () => {
  await guard(await registerClient(application.address, ada))
  await expect(signIn()).rejects.toThrow('401')
  expect(await reset('ADA@example.org')).toMatchObject({
    code: 0,
    output: expect.stringContaining('by the password alone'),
  })
  await signIn()
})

test('what is not there is not taken away, and it is said', async () => {
  expect(await reset(ada.email)).toMatchObject({
    code: 1,
    said: expect.stringContaining('neither an authenticator app nor a passkey'),
  })
  expect(await reset('nobody@example.org')).toMatchObject({
    code: 1,
    said: expect.stringContaining('No account'),
  })
})

test('they are taken away in the folder itself when nothing runs', async () => {
  await guard(await signIn())
  await application.stop()
  expect(await reset(ada.email)).toMatchObject({ code: 0 })
  application = await startApplication({ dataDir })
  await signIn()
}, 90_000)
