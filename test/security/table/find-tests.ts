import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../', import.meta.url))
/** A text that begins with ids is the name of a test. */
const name = /(['"`])((?:[A-Z]{2}-\d\d\b)[^'"`\n]*)\1/g
const id = /\b(?:AU|SE|TK|AZ|IN|FI|AI|PR|AD|RL|DP)-\d\d\b/g

/** Files whose tests name each id, as the names of their tests say it. */
export function findTests(): Map<string, string[]> {
  const found = new Map<string, string[]>()
  const patterns = [
    'packages/*/{src,testing}/**/*.test.ts',
    'apps/*/**/*.test.ts',
    'test/**/*.test.ts',
  ]
  const files = globSync(patterns, { cwd: root, exclude: (path) => path.includes('node_modules') })
  for (const file of files.map((each) => each.replaceAll('\\', '/')).sort()) {
    for (const [, , title = ''] of readFileSync(root + file, 'utf8').matchAll(name)) {
      for (const [each] of title.matchAll(id)) {
        const files = found.get(each) ?? []
        if (!files.includes(file)) found.set(each, [...files, file])
      }
    }
  }
  return found
}
