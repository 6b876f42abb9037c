import type fc from 'fast-check'
import { share } from './share.ts'

/** Stands for an id that is only known when the request is sent. */
interface Pick {
  $from: string
  /** 0 to 1. */
  $at: number
}

/** One of the ids that answers of this collection have named. */
export function pickFrom(collection: string): fc.Arbitrary<unknown> {
  return share.map(($at): Pick => ({ $from: collection, $at }))
}

/** Ids by collection (`/api/v1/records`), as answers name them; the newest few hundred. */
export function knownIds() {
  const ids = new Map<string, (number | string)[]>()

  function learn(collection: string, id: unknown): void {
    if (typeof id !== 'number' && typeof id !== 'string') return
    const known = ids.get(collection) ?? []
    if (known.push(id) > 300) known.shift()
    ids.set(collection, known)
  }

  return {
    /** From an answer of an operation of that path. */
    learnFrom(path: string, body: unknown): void {
      if (typeof body !== 'object' || body === null) return
      const collection = path.split('/{', 1)[0]!
      if (path === collection && 'id' in body) learn(collection, body.id)
      for (const [name, value] of Object.entries(body)) {
        if (!Array.isArray(value)) continue
        const of = name === 'documents' ? '/api/v1/documents' : collection
        for (const item of value) learn(of, (item as { id?: unknown } | null)?.id)
      }
      if ('job_id' in body) learn('/api/v1/jobs', body.job_id)
    },

    /** The same value with ids in the places of picks. */
    resolve(value: unknown): unknown {
      if (Array.isArray(value)) return value.map((each) => this.resolve(each))
      if (typeof value !== 'object' || value === null) return value
      if (isPick(value)) {
        const known = ids.get(value.$from) ?? [1]
        return known[Math.min(known.length - 1, Math.floor(value.$at * known.length))]
      }
      const entries = Object.entries(value).map(([name, each]) => [name, this.resolve(each)])
      return Object.fromEntries(entries) as object
    },
  }
}

export type KnownIds = ReturnType<typeof knownIds>

function isPick(value: object): value is Pick {
  return '$from' in value && '$at' in value
}
