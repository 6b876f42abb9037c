import type { Actor } from '../actor.ts'
import { notFound } from '../errors.ts'
import type { Ports } from '../ports.ts'
import type { Job } from './job.ts'

/** The channel on which a worker says that something about a job changed. */
export const jobChannel = (id: number): string => `job:${id}`

/** Milliseconds: messages can be lost, so the row is looked at this often at least. */
const lookAgainMs = 2000

export function getJob({ store }: Pick<Ports, 'store'>) {
  return async (actor: Actor, id: number): Promise<Job> => {
    const job = await store.as(actor, ({ jobs }) => jobs.find(id))
    if (!job) throw notFound()
    return job
  }
}

/** The job now, and again after each change, until it has ended or the listener leaves. */
export function watchJob(ports: Pick<Ports, 'store' | 'events'>) {
  const get = getJob(ports)

  return async function* (actor: Actor, id: number, signal: AbortSignal): AsyncGenerator<Job> {
    let job = await get(actor, id)
    const bell = doorbell()
    const unsubscribe = await ports.events.subscribe(jobChannel(id), bell.ring)
    signal.addEventListener('abort', bell.ring)
    try {
      while (!signal.aborted) {
        yield job
        if (hasEnded(job)) return
        await bell.wait(lookAgainMs)
        job = await get(actor, id)
      }
    } finally {
      signal.removeEventListener('abort', bell.ring)
      await unsubscribe()
    }
  }
}

export function hasEnded({ state }: Pick<Job, 'state'>): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled'
}

export function cancelJob({ store }: Pick<Ports, 'store'>) {
  return (actor: Actor, id: number): Promise<Job> =>
    store.as(actor, async ({ jobs }) => {
      if (!(await jobs.find(id))) throw notFound()
      await jobs.requestCancel(id)
      const job = await jobs.find(id)
      if (!job) throw notFound()
      return job
    })
}

function doorbell() {
  let rung = false
  let wake: (() => void) | undefined
  return {
    ring: (): void => {
      rung = true
      wake?.()
    },
    async wait(ms: number): Promise<void> {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms)
          wake = () => (clearTimeout(timer), resolve())
        })
      }
      rung = false
      wake = undefined
    },
  }
}
