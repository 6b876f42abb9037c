/** Writes the committed openapi.json: `node apps/api/scripts/openapi.ts`. */
import { writeFile } from 'node:fs/promises'
import { describeApi } from '../src/api-description.ts'

const file = new URL('../../../openapi.json', import.meta.url)
await writeFile(file, `${JSON.stringify(await describeApi(), null, 2)}\n`)
