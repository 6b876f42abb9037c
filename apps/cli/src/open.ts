import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openPhrm, readConfig, type Config, type Phrm } from '@phrm/composition'

/** The repository: relative paths of the configuration start here, wherever the command is called. */
export const root = fileURLToPath(new URL('../../../', import.meta.url))

/** From the environment and `.env`, which the environment overrules. */
export function loadConfig(): Config {
  const file = join(root, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
  const config = readConfig(process.env, root)
  for (const hint of config.hints) say(hint)
  return config
}

/** Opens PHRM for one command and closes it whatever happens. */
export async function withPhrm<Result>(
  config: Config,
  work: (phrm: Phrm) => Promise<Result>,
): Promise<Result> {
  const phrm = await openPhrm(config, { onError: reportFault, log: say })
  try {
    return await work(phrm)
  } finally {
    await phrm.close()
  }
}

/** For the log: what went wrong in our own machinery. Errors of the database can quote values, so only the kind is said. */
export function reportFault(error: unknown): void {
  const { name, code } = error as { name?: string; code?: string }
  say(`${new Date().toISOString()} fault: ${[name, code].filter(Boolean).join(' ') || 'unknown'}`)
}

export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}
