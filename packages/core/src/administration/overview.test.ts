import { expect, test } from 'vitest'
import { AIProviderError, type AIProvider } from '../assistant/ai-provider.ts'
import type { Ports } from '../ports.ts'
import { getOverview } from './overview.ts'

const actor = { accountId: 1, isAdmin: true }

function toPorts(probes: AIProvider['probe'][]): Ports {
  const providers = probes.map((probe, index) => ({
    key: `p${index}`,
    model: 'm',
    host: 'h',
    isLocal: false,
    complete: () => {
      throw new Error('Nobody asked for words.')
    },
    ...(probe && { probe }),
  }))
  return {
    providers,
    store: {
      accounts: { count: async () => 2 },
      administration: { countJobs: async () => ({ waiting: 0, running: 0, failed: 1 }) },
    },
    mailer: { configured: true },
    machine: { version: '1.0.0', database: 'server', diskFree: async () => undefined },
  } as unknown as Ports
}

test('each provider is asked whether it answers, and none for words', async () => {
  const wrongKey = async () => Promise.reject(new AIProviderError('wrong-key', 'No.'))
  const broken = async () => Promise.reject(new TypeError('not a failure of theirs'))
  const { providers, ...house } = await getOverview(
    toPorts([async () => {}, wrongKey, broken, undefined]),
  )(actor)
  expect(providers.map(({ state, failure }) => [state, failure])).toEqual([
    ['answers', undefined],
    ['silent', 'wrong-key'],
    ['silent', 'timeout'],
    ['unknown', undefined],
  ])
  expect(house).toMatchObject({ mailConfigured: true, accounts: 2, jobs: { failed: 1 } })
})

test('nobody else sees it, and nothing is asked for them', async () => {
  const never = async () => {
    throw new Error('It was asked.')
  }
  const look = getOverview(toPorts([never]))
  await expect(look({ accountId: 2, isAdmin: false })).rejects.toMatchObject({ code: 'forbidden' })
  const token = { id: 1, scopes: [] }
  await expect(look({ ...actor, token })).rejects.toMatchObject({ code: 'forbidden' })
})
