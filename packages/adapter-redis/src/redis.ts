import { Redis, type RedisOptions } from 'ioredis'

export interface OpenRedisOptions {
  /** In front of every key and channel, so that installations can share a server. `phrm:` unless told. */
  prefix?: string
  /** Told once each time that Redis is lost or found again. The reason holds neither address nor password. */
  onChange?: (state: 'ready' | 'lost', reason?: string) => void
}

/** A Redis that may die or freeze at any time without anybody having to wait for it. */
export interface RedisConnection {
  prefix: string
  /** What Redis answers; undefined when it does not within 200 ms, and at once while it is known not to. */
  ask<T>(command: (redis: Redis) => Promise<T>): Promise<T | undefined>
  /** Calls the listener for each message on the channel, now and after every reconnection. */
  listen(channel: string, listener: (message: string) => void): void
  isReady(): boolean
  /** Settles when the first attempt to connect has succeeded (true) or failed (false). */
  opened: Promise<boolean>
  close(): Promise<void>
}

const settings = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  autoResendUnfulfilledCommands: false,
  autoResubscribe: false,
  connectTimeout: 500,
  commandTimeout: 200,
  // A connection that has gone silent is given up and made anew.
  socketTimeout: 2_000,
  // Not in its types: how long a connection that was given up may take to close. Its timer would delay the end of the process.
  disconnectTimeout: 100,
  retryStrategy: (times: number) => Math.min(times * 50, 500),
} satisfies RedisOptions & { disconnectTimeout: number }

/** Milliseconds in which nobody asks again after Redis did not answer. */
const pause = 500

/** Connects in the background. `url` as in `redis://:password@host:6379/0`, or `rediss://` for TLS. */
export function openRedis(url: string, options: OpenRedisOptions = {}): RedisConnection {
  const { prefix = 'phrm:', onChange = () => undefined } = options
  const client = new Redis(url, settings)
  const opened = firstAttempt(client)
  const subscribers: { close(): void }[] = []
  let silentUntil = 0
  let wasReady: boolean | undefined

  watch(client, (state, reason) => {
    if (state === 'ready') silentUntil = 0
    if (wasReady === (state === 'ready')) return
    wasReady = state === 'ready'
    onChange(state, reason)
  })

  return {
    prefix,
    opened,
    isReady: () => client.status === 'ready' && performance.now() >= silentUntil,
    async ask(command) {
      if (client.status !== 'ready' || performance.now() < silentUntil) return undefined
      try {
        return await command(client)
      } catch {
        silentUntil = performance.now() + pause
        return undefined
      }
    },
    listen(channel, listener) {
      subscribers.push(subscribe(client.duplicate(), channel, listener))
    },
    async close() {
      wasReady = false
      for (const subscriber of subscribers) subscriber.close()
      client.disconnect()
      await opened
    },
  }
}

/** How often a silent subscription is checked; nothing else is ever sent on its connection. */
const heartbeat = 3_000

function subscribe(redis: Redis, channel: string, listener: (message: string) => void) {
  const begin = () =>
    void redis.subscribe(channel).catch(() => {
      if (redis.status === 'ready') redis.disconnect(true)
    })
  watch(redis, (state) => state === 'ready' && begin())
  redis.on('message', (from: string, message: string) => from === channel && listener(message))
  const beat = () => void (redis.status === 'ready' && redis.ping().catch(() => undefined))
  const timer = setInterval(beat, heartbeat).unref()
  return {
    close() {
      clearInterval(timer)
      redis.disconnect()
    },
  }
}

/** Without a listener for `error` ioredis prints, and other emitters end the process. */
function watch(redis: Redis, onState: (state: 'ready' | 'lost', reason?: string) => void): void {
  let reason: string | undefined
  redis.on('error', (error: Error) => (reason = reasonOf(error)))
  redis.on('ready', () => onState('ready'))
  redis.on('close', () => onState('lost', reason))
}

function reasonOf(error: Error & { code?: unknown }): string {
  if (typeof error.code === 'string') return error.code
  return /^[A-Z]{4,20}\b/.exec(error.message)?.[0] ?? error.name
}

function firstAttempt(client: Redis): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  client.once('ready', () => resolve(true))
  client.once('close', () => resolve(false))
  client.once('end', () => resolve(false))
  return promise
}
