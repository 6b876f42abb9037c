import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { ClaimTimes, IdempotencyRepository, Once } from '../../src/index.ts'
import type { OpenedStore } from './opened-store.ts'
import { addAccount } from './samples.ts'

const start = new Date('2026-05-01T12:00:00.123Z')
const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1000)
const times = (seconds: number): ClaimTimes => ({
  now: after(seconds),
  givenUp: after(seconds - 60),
  forgotten: after(seconds - 86_400),
})
const requestHash = 'a'.repeat(64)

export function describeIdempotency(opened: () => OpenedStore): void {
  async function openAccount() {
    const { store } = opened()
    const { id } = await addAccount(store)
    const ask = <Result>(work: (repository: IdempotencyRepository) => Promise<Result>) =>
      store.as(id, ({ idempotency }) => work(idempotency))
    const key = randomUUID()
    const newOnce = (): Once => ({ key, claim: randomUUID() })
    const claim = (once: Once, at: number, hash = requestHash) =>
      ask((repository) => repository.claim({ ...once, requestHash: hash }, times(at)))
    return { ask, newOnce, claim }
  }

  describe('requests that may come twice', () => {
    it('are claimed once, and answered as they were', async () => {
      const { ask, newOnce, claim } = await openAccount()
      const [first, second] = [newOnce(), newOnce()]
      expect(await claim(first, 0)).toBe('claimed')
      expect(await claim(second, 1)).toEqual({ requestHash, committed: false })
      await ask((repository) => repository.commit(first))
      await ask((repository) => repository.keepAnswer(first, 'sealed'))
      const known = { requestHash, committed: true, answer: 'sealed' }
      expect(await claim(second, 86_399)).toEqual(known)
      expect(await claim(second, 86_401)).toBe('claimed')
    })

    it('are taken over when they died before they acted, and then the first cannot act', async () => {
      const { ask, newOnce, claim } = await openAccount()
      const [first, second] = [newOnce(), newOnce()]
      await claim(first, 0)
      expect(await claim(second, 61, 'b'.repeat(64))).toMatchObject({ committed: false })
      expect(await claim(second, 61)).toBe('claimed')
      await expect(ask((repository) => repository.commit(first))).rejects.toMatchObject({
        code: 'conflict',
      })
      await ask((repository) => repository.commit(second))
      expect(await claim(newOnce(), 3600)).toMatchObject({ committed: true })
    })

    it('are forgotten when they were refused, and never when they acted', async () => {
      const { ask, newOnce, claim } = await openAccount()
      const [first, second] = [newOnce(), newOnce()]
      await claim(first, 0)
      await ask((repository) => repository.release(first))
      expect(await claim(second, 1)).toBe('claimed')
      await ask((repository) => repository.commit(second))
      await ask((repository) => repository.release(second))
      expect(await claim(first, 2)).toMatchObject({ committed: true })
    })
  })
}
