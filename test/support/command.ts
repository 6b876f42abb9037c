import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url))

export interface CommandResult {
  code: number | null
  output: string
  said: string
}

/** Runs `phrm …args` on a data folder; `input` is its standard input. */
export async function runCommand(
  dataDir: string,
  args: string[],
  input = '',
): Promise<CommandResult> {
  const env = { ...process.env, PHRM_DATA_DIR: dataDir, DATABASE_URL: '' }
  const child = spawn(process.execPath, [main, ...args], { env })
  child.stdin.end(input)
  const code = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [output, said] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await code, output, said }
}
