import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { NewSession } from '../../src/index.ts'
import type { OpenedStore } from './opened-store.ts'
import { addAccount, tally } from './samples.ts'

const start = new Date('2026-05-01T12:00:00.123Z')
const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1000)
const token = (): string => randomBytes(32).toString('hex')

export function describeSessions(opened: () => OpenedStore): void {
  const sessions = () => opened().store.sessions

  async function addSession(change: Partial<NewSession> = {}): Promise<NewSession> {
    const { id: accountId } = await addAccount(opened().store)
    const session: NewSession = {
      id: token(),
      accountId,
      createdAt: start,
      expiresAt: after(3600),
      remember: false,
      refreshHash: token(),
      userAgent: 'Mozilla/5.0 '.repeat(100),
      ip: '203.0.113.7',
      ...change,
    }
    await sessions().add(session)
    return session
  }

  const exchange = async (from: string, to: string, at: Date): Promise<string> => {
    const result = await sessions().rotate(from, to, at)
    return typeof result === 'string' ? result : 'exchanged'
  }

  describe('sessions', () => {
    it('finds one until it expires', async () => {
      const { id, accountId } = await addSession()
      expect(await sessions().find(id, after(3599))).toEqual({
        id,
        accountId,
        isAdmin: false,
        createdAt: start,
        authenticatedAt: start,
        lastSeenAt: start,
        expiresAt: after(3600),
        remember: false,
      })
      expect(await sessions().find(id, after(3600))).toBeUndefined()
      expect(await sessions().find(token(), start)).toBeUndefined()
    })

    it('exchanges a refresh token, and tells when the one before was exchanged', async () => {
      const { id, refreshHash } = await addSession({ remember: true })
      const [second, third] = [token(), token()]
      const first = await sessions().rotate(refreshHash, second, after(60))
      expect(first).toMatchObject({ session: { id, lastSeenAt: start, remember: true } })
      const next = await sessions().rotate(second, third, after(120))
      expect(next).toMatchObject({ session: { id, lastSeenAt: after(60) } })
    })

    it('knows no token that it never gave, nor one of an ended or expired session', async () => {
      const ended = await addSession()
      const expired = await addSession()
      await sessions().end(ended.id)
      expect(await sessions().find(ended.id, start)).toBeUndefined()
      expect(await exchange(token(), token(), start)).toBe('unknown')
      expect(await exchange(ended.refreshHash, token(), start)).toBe('unknown')
      expect(await exchange(expired.refreshHash, token(), after(3600))).toBe('unknown')
    })

    it('serves two tabs that come at once with the same token; both successors work', async () => {
      const { refreshHash } = await addSession()
      const [one, other] = [token(), token()]
      const both = [exchange(refreshHash, one, after(1)), exchange(refreshHash, other, after(2))]
      expect(await Promise.all(both)).toEqual(['exchanged', 'exchanged'])
      expect(await exchange(one, token(), after(30))).toBe('exchanged')
      expect(await exchange(other, token(), after(30))).toBe('exchanged')
    })

    it('ends the session when a token comes again after the grace, and its successors with it', async () => {
      const { id, refreshHash } = await addSession()
      const successor = token()
      expect(await exchange(refreshHash, successor, after(60))).toBe('exchanged')
      expect(await exchange(refreshHash, token(), after(70))).toBe('exchanged')
      expect(await exchange(refreshHash, token(), after(71))).toBe('reused')
      expect(await sessions().find(id, after(71))).toBeUndefined()
      expect(await exchange(successor, token(), after(72))).toBe('unknown')
    })

    it('stays whole when 20 come at once with a token that was used before', async () => {
      const { refreshHash } = await addSession()
      await sessions().rotate(refreshHash, token(), start)
      const late = Array.from({ length: 20 }, () => exchange(refreshHash, token(), after(60)))
      expect(tally(await Promise.all(late))).toEqual({ reused: 1, unknown: 19 })
    })

    it('ends by refresh token once, and answers whose session it was', async () => {
      const { id, accountId, refreshHash } = await addSession()
      expect(await sessions().endByRefreshHash(refreshHash)).toEqual({ id, accountId })
      expect(await sessions().endByRefreshHash(refreshHash)).toBeUndefined()
      expect(await sessions().endByRefreshHash(token())).toBeUndefined()
      expect(await sessions().find(id, start)).toBeUndefined()
    })
  })
}
