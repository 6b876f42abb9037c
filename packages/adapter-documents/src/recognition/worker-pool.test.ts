import { describe, expect, it } from 'vitest'
import { forEachLimited } from './for-each-limited.ts'
import { createWorkerPool } from './worker-pool.ts'

function openCounted() {
  const log = { opened: 0, ended: 0 }
  const open = async () => {
    log.opened += 1
    return { terminate: async () => void (log.ended += 1) }
  }
  return { log, open }
}

describe('createWorkerPool', () => {
  it('opens no more than its size and uses them again', async () => {
    const { log, open } = openCounted()
    const pool = createWorkerPool(2, 100, open)
    let [now, most] = [0, 0]
    const work = async () => {
      most = Math.max(most, ++now)
      await new Promise((resolve) => setTimeout(resolve, 2))
      now -= 1
    }
    await Promise.all(Array.from({ length: 20 }, () => pool.use(work)))
    expect(most).toBe(2)
    expect(log).toEqual({ opened: 2, ended: 0 })
    await pool.close()
    expect(log.ended).toBe(2)
  })

  it('replaces a worker that failed or is worn out', async () => {
    const { log, open } = openCounted()
    const pool = createWorkerPool(1, 2, open)
    await expect(pool.use(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(log).toEqual({ opened: 1, ended: 1 })
    for (let use = 0; use < 4; use++) await pool.use(async () => undefined)
    expect(log).toEqual({ opened: 3, ended: 3 })
  })

  it('goes on after a worker could not be opened', async () => {
    let tries = 0
    const pool = createWorkerPool(1, 9, async () => {
      if (++tries === 1) throw new Error('no model')
      return { terminate: async () => undefined }
    })
    const uses = [pool.use(async () => 1), pool.use(async () => 2)]
    expect(await Promise.allSettled(uses)).toMatchObject([
      { status: 'rejected' },
      { status: 'fulfilled', value: 2 },
    ])
  })
})

describe('forEachLimited', () => {
  it('does everything once and ends at the first error', async () => {
    const done: number[] = []
    await forEachLimited([1, 2, 3, 4, 5], 2, async (item) => void done.push(item))
    expect(done.toSorted()).toEqual([1, 2, 3, 4, 5])
    const failing = forEachLimited([1, 2], 1, () => Promise.reject(new Error('stop')))
    await expect(failing).rejects.toThrow('stop')
  })
})
