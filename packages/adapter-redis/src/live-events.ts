import { randomUUID } from 'node:crypto'
import type { LiveEvents } from '@phrm/core'
import type { RedisConnection } from './redis.ts'

type Listener = (message: string) => void

/** Within this process. A listener that throws does not keep the others from hearing. */
export function memoryLiveEvents(): LiveEvents {
  const channels = new Map<string, Set<{ listener: Listener }>>()

  return {
    publish(channel, message) {
      // A listener may end or begin subscriptions while it is told.
      const present = Array.from(channels.get(channel) ?? [])
      for (const { listener } of present) call(listener, message)
      return Promise.resolve()
    },
    subscribe(channel, listener) {
      const listeners = channels.get(channel) ?? new Set()
      const entry = { listener }
      channels.set(channel, listeners.add(entry))
      return Promise.resolve(() => {
        listeners.delete(entry)
        if (listeners.size === 0 && channels.get(channel) === listeners) channels.delete(channel)
        return Promise.resolve()
      })
    },
  }
}

function call(listener: Listener, message: string): void {
  try {
    listener(message)
  } catch {
    // It looks for itself now and then, as each listener does.
  }
}

/**
 * Between all processes; within this one while Redis is away. One Redis channel carries everything, and a process hears
 * its own messages directly.
 */
export function redisLiveEvents(redis: RedisConnection): LiveEvents {
  const own = memoryLiveEvents()
  const self = randomUUID()
  const wire = `${redis.prefix}events`

  redis.listen(wire, (text) => {
    const envelope = parse(text)
    if (envelope && envelope.from !== self) void own.publish(envelope.channel, envelope.message)
  })

  return {
    subscribe: own.subscribe,
    async publish(channel, message) {
      await own.publish(channel, message)
      const envelope: Envelope = { from: self, channel, message }
      await redis.ask((client) => client.publish(wire, JSON.stringify(envelope)))
    },
  }
}

interface Envelope {
  from: string
  channel: string
  message: string
}

/** Others may write to the channel too. */
function parse(text: string): Envelope | undefined {
  try {
    const { from, channel, message } = Object(JSON.parse(text)) as Partial<Envelope>
    const isWhole = [from, channel, message].every((part) => typeof part === 'string')
    return isWhole ? ({ from, channel, message } as Envelope) : undefined
  } catch {
    return undefined
  }
}
