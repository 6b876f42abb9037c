import type { InjectOptions } from 'fastify'
import { scopes } from '@phrm/core'
import { giveBelongings } from '../security/support/belongings.ts'
import type { Client, PhrmUnderTest } from '../security/support/phrm-under-test.ts'
import type { KnownIds } from './known-ids.ts'

/** Somebody who sends requests. */
export interface Sender {
  kind: string
  headers(url: string): Record<string, string>
  /** Begins anew, as requests of its own or of others have ended its account, its session or its token. */
  renew(): Promise<void>
}

export interface Senders {
  /** `at` from 0 to less than 1. */
  choose(at: number): Sender
}

/** Every kind of client that there is: nobody, pages of two accounts, one an administrator, programs with and without rights. */
export async function openSenders(house: PhrmUnderTest, ids: KnownIds): Promise<Senders> {
  const accounts = accountMaker(house, ids)
  const anonymous: Sender = { kind: 'anonymous', headers: () => ({}), renew: async () => {} }
  const add = (isAdmin: boolean) => () => accounts.add(isAdmin)
  const weighted: [number, Sender][] = [
    [1, anonymous],
    [4, await openBrowser('browser', add(false))],
    [2, await openBrowser('another browser', add(false))],
    [3, await openBrowser('administrator', add(true))],
    [3, await openProgram('program', add(false), scopes)],
    [1, await openProgram('narrow program', add(true), ['profile:read'])],
  ]
  const senders = weighted.flatMap(([weight, sender]) => Array<Sender>(weight).fill(sender))
  return { choose: (at) => senders[Math.floor(at * senders.length)]! }
}

function accountMaker(house: PhrmUnderTest, ids: KnownIds) {
  let count = 0

  return {
    async add(isAdmin: boolean): Promise<Client> {
      const account = await registerAnyhow(house, `fuzz-${++count}`)
      if (isAdmin) {
        const { pool } = house.database
        await pool.query('update users set is_admin = true where id = $1', [account.accountId])
      }
      const things = await giveBelongings(house, account, 'canary')
      const { accountId, selfId } = account
      const { memberId, recordId, documentId, jobId } = things
      for (const [collection, id] of [
        ['/api/v1/family', memberId],
        ['/api/v1/family', selfId],
        ['/api/v1/records', recordId],
        ['/api/v1/documents', documentId],
        ['/api/v1/jobs', jobId],
        ['/api/v1/admin/accounts', accountId],
      ] as const) {
        ids.learnFrom(collection, { id })
      }
      return account
    },
  }
}

/** Whatever an administrator among the senders has chosen in the meantime, or chooses in this moment. */
async function registerAnyhow(house: PhrmUnderTest, name: string): Promise<Client> {
  for (let attempt = 1; ; attempt++) {
    await house.phrm.ports.store.registrations.setMode('open')
    try {
      return await house.register(`${name}-${attempt}`)
    } catch (error) {
      if (attempt === 5) throw error
    }
  }
}

async function openBrowser(kind: string, open: () => Promise<Client>): Promise<Sender> {
  let client = await open()
  return {
    kind,
    headers: (url) => ({
      authorization: `Bearer ${client.token}`,
      'x-requested-with': 'phrm',
      'sec-fetch-site': 'same-origin',
      // As a browser does: to the routes of the cookie's path alone.
      ...(url.startsWith('/api/v1/auth/') && { cookie: `__Secure-phrm_refresh=${client.cookie}` }),
    }),
    renew: async () => void (client = await open()),
  }
}

async function openProgram(
  kind: string,
  open: () => Promise<Client>,
  granted: readonly string[],
): Promise<Sender> {
  const create = async (): Promise<string> => {
    const client = await open()
    const payload = { name: kind, scopes: granted }
    const request: InjectOptions = { method: 'POST', url: '/api/v1/tokens', payload }
    const response = await client.send(request)
    if (response.statusCode !== 201) throw new Error(response.body)
    return response.json<{ token: string }>().token
  }
  let token = await create()
  return {
    kind,
    headers: () => ({ authorization: `Bearer ${token}` }),
    renew: async () => void (token = await create()),
  }
}
