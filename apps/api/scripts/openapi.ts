/** Writes the committed openapi.json; with `--check` only says whether it is what the routes say. */
import { readFile, writeFile } from 'node:fs/promises'
import { describeApi } from '../src/api-description.ts'

const file = new URL('../../../openapi.json', import.meta.url)
const description = `${JSON.stringify(await describeApi(), null, 2)}\n`

if (!process.argv.includes('--check')) await writeFile(file, description)
else if ((await readFile(file, 'utf8')) !== description) {
  process.stderr.write('openapi.json is not what the routes say. Write it with: npm run openapi\n')
  process.exitCode = 1
}
