/** Writes src/schema.d.ts from the committed openapi.json. */
import { writeFile } from 'node:fs/promises'
import { generateSchema, schemaFile } from './schema-generator.ts'

await writeFile(schemaFile, await generateSchema())
