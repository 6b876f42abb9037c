import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { NewApiToken } from '../../src/index.ts'
import type { OpenedStore } from './opened-store.ts'
import { addAccount } from './samples.ts'

const start = new Date('2026-05-01T12:00:00.123Z')
const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1000)

function newToken(change: Partial<NewApiToken> = {}): NewApiToken {
  return {
    name: 'Backup',
    scopes: ['records:read', 'ai:use'],
    hint: 'aaaaaaaa',
    tokenHash: randomBytes(32).toString('hex'),
    createdAt: start,
    expiresAt: after(3600),
    ...change,
  }
}

export function describeApiTokens(opened: () => OpenedStore): void {
  describe('API tokens', () => {
    it('are found by their hash until they expire or are revoked', async () => {
      const { store } = opened()
      const { id: accountId } = await addAccount(store)
      const token = newToken()
      const { id } = await store.as(accountId, ({ apiTokens }) => apiTokens.add(token))
      const known = { id, accountId, scopes: ['records:read', 'ai:use'] }
      expect(await store.apiTokens.find(token.tokenHash, after(3599))).toEqual(known)
      expect(await store.apiTokens.find(token.tokenHash, after(3600))).toBeUndefined()
      expect(await store.apiTokens.find('0'.repeat(64), start)).toBeUndefined()
      const revoke = (by: number) =>
        store.as(by, ({ apiTokens }) => apiTokens.revoke(id, after(60)))
      const { id: strangerId } = await addAccount(store)
      expect([await revoke(strangerId), await revoke(accountId), await revoke(accountId)]).toEqual([
        false,
        true,
        false,
      ])
      expect(await store.apiTokens.find(token.tokenHash, after(61))).toBeUndefined()
    })

    it('are listed for their account alone, newest first, with their last use to the minute', async () => {
      const { store } = opened()
      const { id: accountId } = await addAccount(store)
      const { id: strangerId } = await addAccount(store)
      const list = (of: number) => store.read(of, ({ apiTokens }) => apiTokens.list(after(60)))
      const used = newToken({ name: 'used' })
      for (const token of [used, newToken({ name: 'new' }), newToken({ expiresAt: after(30) })])
        await store.as(accountId, ({ apiTokens }) => apiTokens.add(token))
      for (const seconds of [10, 69, 20]) await store.apiTokens.find(used.tokenHash, after(seconds))
      const found = await list(accountId)
      expect(found.map(({ name }) => name)).toEqual(['new', 'used'])
      expect(found.map(({ lastUsedAt }) => lastUsedAt)).toEqual([undefined, after(10)])
      expect(await list(strangerId)).toEqual([])
    })
  })
}
