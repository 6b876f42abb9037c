import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Script, createContext } from 'node:vm'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What answers requests and decides: text of clients meets these. Texts of documents are read in a process under a deadline. */
const sources = globSync(['apps/api/src/**/*.ts', 'packages/core/src/**/*.ts'], {
  cwd: root,
}).filter((name) => !name.endsWith('.test.ts'))

interface Pattern {
  where: string
  source: string
  flags: string
}

/** Every regular expression, and every pattern of a schema. */
function listPatterns(): Pattern[] {
  return sources.flatMap((name) => {
    const file = ts.createSourceFile(
      name,
      readFileSync(join(root, name), 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    )
    const found: Pattern[] = []
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf('/')
        found.push({
          where: name,
          source: node.text.slice(1, end),
          flags: node.text.slice(end + 1),
        })
      }
      if (
        ts.isPropertyAssignment(node) &&
        node.name.getText() === 'pattern' &&
        ts.isStringLiteral(node.initializer)
      )
        found.push({ where: name, source: node.initializer.text, flags: 'u' })
      ts.forEachChild(node, visit)
    }
    visit(file)
    return found
  })
}

/** Long runs of one kind with an end that fits nothing, in front of it every beginning that the pattern may ask for. */
const runs = [
  'a',
  'A',
  '0',
  ' ',
  '\n',
  '.',
  '-',
  '_',
  '@',
  '/',
  "'",
  '"',
  ',',
  'a ',
  'a.',
  'a-',
  '0,',
  ' \n',
  'é',
  '(',
  '[',
  '<',
  '*',
  '#',
]
const beginnings = ['', 'a', '@', '"', '<', 'Bearer ', '/', '[']
const edges = beginnings.flatMap((beginning) => ['\u0001', '@ '].map((end) => [beginning, end]))
/** Where the schema lets no longer text come; characters. */
const shorter = new Map([
  // Passwords.
  ['^(.+?)\\1+$', 512],
])

/** Milliseconds that the slowest of the texts takes, at most a second each. */
function slowest({ source, flags }: Pattern): number {
  const length = shorter.get(source) ?? 30_000
  const context = createContext({ source, flags: flags.replace('g', ''), text: '' })
  const script = new Script('new RegExp(source, flags).test(text)')
  let worst = 0
  for (const run of runs) {
    for (const [beginning, end] of edges) {
      context['text'] = `${beginning}${run.repeat(Math.ceil(length / run.length))}${end}`
      worst = Math.max(
        worst,
        measure(() => script.runInContext(context, { timeout: 1000 })),
      )
      if (worst > limit) return worst
    }
  }
  return worst
}

/** The best of three, should the first be slow: other tests run beside this one. */
function measure(work: () => unknown): number {
  let best = Infinity
  for (let i = 0; i < 3 && best > limit; i++) {
    const start = performance.now()
    try {
      work()
    } catch {
      // Stopped.
    }
    best = Math.min(best, performance.now() - start)
  }
  return best
}

/** Milliseconds: a pattern that goes over the text once takes less than one. */
const limit = 150

describe('IN-15 patterns', () => {
  const patterns = [
    ...new Map(listPatterns().map((each) => [`${each.source}/${each.flags}`, each])).values(),
  ]

  it('are found', () => expect(patterns.length).toBeGreaterThan(20))

  it('take no longer for a text that was made to hold them up', () => {
    const slow = patterns.filter((pattern) => slowest(pattern) > limit)
    expect(slow).toEqual([])
  }, 120_000)

  it.each(['^(a+)+$', '^(?:a|aa)+$', '\\s+$'])('such as %s would be found', (source) => {
    expect(slowest({ where: 'here', source, flags: '' })).toBeGreaterThan(limit)
  })
})
