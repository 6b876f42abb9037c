import type { Config } from '@phrm/composition'

/**
 * For a worker of its own, which writes the letters: the application knows the port that it listens on, the worker only what it is
 * told. `undefined` when it was told.
 */
export function findOriginHint({
  publicOrigin,
  port,
}: Pick<Config, 'publicOrigin' | 'port'>): string | undefined {
  if (publicOrigin !== undefined || port !== defaultPort) return undefined
  return `Links in letters lead to http://localhost:${port}. If PHRM is reached under another address, set PHRM_PUBLIC_ORIGIN for the worker too.`
}

const defaultPort = 3000
