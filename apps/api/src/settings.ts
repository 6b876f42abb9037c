import type { Config, RateLimits } from '@phrm/composition'

export type { RateLimit, RateLimits } from '@phrm/composition'

export interface ApiSettings {
  /** Bytes of one file. */
  maxUploadBytes: number
  rateLimits: RateLimits
  /** Where people reach PHRM, `https://health.example.org`, when that is not the address it listens on. */
  publicOrigin?: string | undefined
  /** Host names that are answered besides those of this machine and of `publicOrigin`, without port. */
  allowedHosts: readonly string[]
  /** People reach it over TLS, own or a proxy's: then browsers are told to insist on it. */
  secureTransport: boolean
  /** Addresses or CIDR ranges of proxies whose X-Forwarded-* is believed. */
  trustedProxies: readonly string[]
  /** `false` is silence. Lines are JSON. */
  logger: false | { level: string; stream?: { write(line: string): void } }
  /** Since when PHRM runs. */
  startedAt: Date
}

type Needed = Pick<
  Config,
  | 'maxContentLength'
  | 'rateLimits'
  | 'publicOrigin'
  | 'host'
  | 'tls'
  | 'trustedProxies'
  | 'logLevel'
>

export function toApiSettings(config: Needed, startedAt = new Date()): ApiSettings {
  const { publicOrigin, host, tls, logLevel } = config
  return {
    maxUploadBytes: config.maxContentLength,
    rateLimits: config.rateLimits,
    publicOrigin,
    allowedHosts: [host.includes(':') ? `[${host}]` : host],
    secureTransport: tls !== undefined || (publicOrigin?.startsWith('https:') ?? false),
    trustedProxies: config.trustedProxies,
    logger: logLevel !== 'silent' && { level: logLevel },
    startedAt,
  }
}
