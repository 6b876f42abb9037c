import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  newDataDir,
  removeDataDir,
  startApplication,
  type Application,
} from '../support/application.ts'
import { logInClient, registerClient, type Client } from '../support/client.ts'
import { runCommand } from '../support/command.ts'

const password = 'four words in a row'
const toPerson = (name: string) => ({ username: name, email: `${name}@example.org`, password })

let dataDir: string
let application: Application
let ben: Client

beforeAll(async () => {
  dataDir = await newDataDir()
  application = await startApplication({ dataDir })
  await registerClient(application.address, toPerson('ada'))
  ben = await registerClient(application.address, toPerson('ben'))
})
afterAll(async () => {
  await application?.stop()
  await removeDataDir(dataDir)
})

const accounts = (...args: string[]) => runCommand(dataDir, ['accounts', ...args])

describe('accounts, by the owner of the machine', () => {
  test('are changed by the running application, at once', async () => {
    expect(await accounts('list')).toMatchObject({
      code: 0,
      output: 'ben@example.org\tben\t\nada@example.org\tada\tadministrator\n',
    })
    expect(await accounts('disable', 'BEN@example.org')).toMatchObject({ code: 0 })
    await expect(ben.request('GET', '/user')).rejects.toThrow('401')
    await expect(logInClient(application.address, toPerson('ben'))).rejects.toThrow('401')
    expect((await accounts('list')).output).toContain('ben\tdisabled\n')
  })

  test('keep their last administrator, and are not invented', async () => {
    const last = await accounts('disable', 'ada@example.org')
    expect(last).toMatchObject({ code: 1, said: expect.stringContaining('only administrator') })
    const unknown = await accounts('unlock', 'nobody@example.org')
    expect(unknown).toMatchObject({ code: 1, said: expect.stringContaining('No account') })
  })

  test('are changed in the folder itself when nothing runs', async () => {
    await application.stop()
    expect(await accounts('enable', 'ben@example.org')).toMatchObject({ code: 0 })
    expect(await accounts('make-admin', 'ben@example.org')).toMatchObject({ code: 0 })
    expect((await accounts('list')).output).toContain('ben\tadministrator\n')
    application = await startApplication({ dataDir })
    const client = await logInClient(application.address, toPerson('ben'))
    expect(await client.request('GET', '/user')).toMatchObject({ is_admin: true })
    const { events } = await client.request<{ events: { details: object }[] }>(
      'GET',
      '/admin/events?type=authz_admin',
    )
    expect(events.map(({ details }) => details)).toMatchObject([
      { act: 'make-administrator', by: 'command-line' },
      { act: 'enable-account', by: 'command-line' },
      { act: 'disable-account', by: 'command-line' },
      { act: 'disable-account', by: 'command-line' },
    ])
  }, 90_000)
})
