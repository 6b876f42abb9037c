// A process of its own for each variant, so that none warms or slows the code of another. Ends with its parent.
import { serveBaseline } from './baseline.ts'
import { servePhrm } from './application.ts'
import type { Serving, VariantName } from './variant.process.ts'

const [, , name, databaseUrl] = process.argv as [string, string, VariantName, string]
process.once('disconnect', () => process.exit())

const serving: Serving =
  name === 'baseline'
    ? await serveBaseline(databaseUrl)
    : await servePhrm(databaseUrl, { stripped: name === 'stripped' })
process.send!(serving)
