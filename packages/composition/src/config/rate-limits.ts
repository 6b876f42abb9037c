import type { EnvironmentReader } from './environment.ts'

/** At most `max` requests in each window. */
export interface RateLimit {
  max: number
  windowMs: number
}

export interface RateLimits {
  /** Anonymous and token clients. */
  general: RateLimit
  /** A signed-in browser. */
  browser: RateLimit
  auth: RateLimit
  ai: RateLimit
  upload: RateLimit
}

const windows = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const

/** Numbers of the original, written as the original writes them: `100 per hour`. */
export function readRateLimits(reader: EnvironmentReader): RateLimits {
  const limit = (name: string, byDefault: string): RateLimit => {
    const value = reader.text(name) ?? byDefault
    const parsed = parseRateLimit(value)
    if (!parsed)
      reader.refuse(`${name} is written like “100 per hour” (second, minute, hour or day).`)
    return parsed ?? { max: 100, windowMs: windows.hour }
  }
  return {
    general: limit('RATELIMIT_DEFAULT', '100 per hour'),
    browser: limit('RATELIMIT_BROWSER', '300 per minute'),
    auth: limit('RATELIMIT_AUTH', '10 per minute'),
    ai: limit('RATELIMIT_AI', '5 per minute'),
    upload: limit('RATELIMIT_UPLOAD', '30 per minute'),
  }
}

function parseRateLimit(text: string): RateLimit | undefined {
  const match = /^(\d{1,9})\s*(?:per|\/)\s*(second|minute|hour|day)s?$/i.exec(text)
  const unit = match?.[2]?.toLowerCase() as keyof typeof windows | undefined
  const max = Number(match?.[1])
  return unit && max > 0 ? { max, windowMs: windows[unit] } : undefined
}
