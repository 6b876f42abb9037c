/** At most `max` requests in `windowMs` milliseconds. */
export interface RateLimit {
  max: number
  windowMs: number
}

export interface RateLimits {
  /** Anonymous clients and programs with a token. */
  general: RateLimit
  /** Signed-in pages of PHRM itself: one view is several requests. */
  browser: RateLimit
  /** Sign-in and registration. */
  auth: RateLimit
  ai: RateLimit
  upload: RateLimit
}

export const defaultRateLimits: RateLimits = {
  general: { max: 100, windowMs: 3_600_000 },
  browser: { max: 300, windowMs: 60_000 },
  auth: { max: 10, windowMs: 60_000 },
  ai: { max: 5, windowMs: 60_000 },
  upload: { max: 30, windowMs: 60_000 },
}

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
