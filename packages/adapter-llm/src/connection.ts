import { Agent, fetch as undiciFetch } from 'undici'
import { guardFetch, type Fetch } from './guarded-fetch.ts'

/** Milliseconds. */
export interface Timeouts {
  /** Name look-up, TCP and TLS. */
  connect: number
  /** From the call to the first piece of text or of reasoning; keep-alive noise does not count. */
  firstToken: number
  /** Between two pieces. */
  idle: number
  /** The whole answer. */
  total: number
}

export interface ConnectionOptions {
  timeouts?: Partial<Timeouts> | undefined
  /** Bytes of a response, after decompression; more is `garbled`. 1 MiB unless told. */
  maxResponseBytes?: number | undefined
  /** Must heed `signal` and `redirect: 'manual'`; it then answers for the connect timeout as well. */
  fetch?: Fetch | undefined
}

export interface Connection {
  timeouts: Timeouts
  fetch: Fetch
}

const remoteTimeouts: Timeouts = { connect: 3_000, firstToken: 20_000, idle: 30_000, total: 90_000 }

export function openConnection(
  options: ConnectionOptions,
  defaults: Timeouts = remoteTimeouts,
): Connection {
  const timeouts = { ...defaults, ...options.timeouts }
  const fetch = options.fetch ?? fetchWithConnectTimeout(timeouts.connect)
  return { timeouts, fetch: guardFetch(fetch, options.maxResponseBytes ?? 2 ** 20) }
}

/**
 * Each request has a connection of its own: calls are seconds apart, and a kept one that the server just closed would
 * fail a request that must not be repeated. HTTP/1.1, so that giving up closes the connection.
 */
function fetchWithConnectTimeout(timeout: number): Fetch {
  const dispatcher = new Agent({ connect: { timeout }, pipelining: 0, allowH2: false })
  const fetch = (input: string, init: object) => undiciFetch(input, { ...init, dispatcher })
  return fetch as unknown as Fetch
}
