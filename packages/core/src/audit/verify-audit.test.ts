import { createHash } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import type { Anchor, LoggedRow, NewSeal } from './audit-chain.ts'
import { after, portsUnderTest } from '../../testing/ports-under-test.ts'
import { mostRows, sealAudit } from './seal-audit.ts'
import { verifyAudit } from './verify-audit.ts'

const day = 86_400

let log: (LoggedRow & { at: Date })[]
let seals: NewSeal[]
let anchors: Anchor[]
let now: Date

beforeEach(() => {
  log = []
  seals = []
  anchors = []
  now = after(0)
})

const unsealed = () => log.filter(({ id }) => !seals.some(({ rowIds }) => rowIds.includes(id)))

/** A log in memory, with the rule of what should have had a seal: older than an hour before the seal that left nothing. */
const { ports } = portsUnderTest({
  now: () => now,
  auditHash: (text) => createHash('sha256').update(text).digest('hex'),
  anchors: { note: async (anchor) => void anchors.push(anchor), list: async () => anchors },
  store: {
    auditChain: {
      async sealNext(most, toSeal) {
        const rows = unsealed().slice(0, most)
        if (rows.length === 0) return undefined
        const seal = toSeal(rows, seals.at(-1))
        seals.push(seal)
        return seal
      },
      findLastSeal: async () => seals.at(-1),
      listSeals: async (afterId, most) => seals.filter(({ id }) => id > afterId).slice(0, most),
      listRows: async (sealId) => {
        const { rowIds, rowHashes } = seals[sealId - 1]!
        return rowIds.map((id, index) => {
          const { content, at } = log.find((row) => row.id === id) ?? {}
          return { id, hash: rowHashes[index]!, content, at }
        })
      },
      countUnsealed: async () => ({ unsealed: unsealed().length, late: undefined }),
    },
  },
})
const seal = sealAudit(ports)
const verify = verifyAudit(ports)

function write(rows: number, at: Date): void {
  const next = log.length + 1
  for (let id = next; id < next + rows; id++) log.push({ id, content: `row ${id}`, at })
}

it('finds nothing wrong with a log that was begun long before its first seals', async () => {
  write(2 * mostRows + 1, after(-30 * day))
  expect(await seal()).toBe(2 * mostRows + 1)
  expect(await verify()).toEqual({ seals: 3, rows: 2 * mostRows + 1, unsealed: 0, anchors: 3 })
})

it('nor with one that was not sealed for a day on which much happened', async () => {
  write(1, after(0))
  await seal()
  write(mostRows + 1, after(60))
  now = after(day)
  expect(await seal()).toBe(mostRows + 1)
  expect(await verify()).toEqual({ seals: 3, rows: mostRows + 2, unsealed: 0, anchors: 3 })
})

it('names a row that was dated back, behind a full seal too', async () => {
  write(1, after(0))
  await seal()
  write(mostRows, after(60))
  write(1, after(-2 * day))
  await seal()
  const fault = { kind: 'inserted', row: mostRows + 2, seal: 3 }
  expect(await verify()).toMatchObject({ fault })
})
