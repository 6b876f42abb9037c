// npm run security-table [-- --check] : writes the table of docs/security.md from the names of the tests.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { areas, checklist } from './checklist.ts'
import { findTests } from './find-tests.ts'

const document = fileURLToPath(new URL('../../../docs/security.md', import.meta.url))
const [begin, end] = ['<!-- table: begins -->', '<!-- table: ends -->']

const tests = findTests()
const unproven = Object.entries(checklist).filter(([id, { later }]) => !later && !tests.has(id))
const unknown = [...tests.keys()].filter((id) => !(id in checklist))
for (const [id, { text }] of unproven) console.error(`${id} has no test: ${text}`)
for (const id of unknown) console.error(`${id} is named by a test and not in the list.`)

const text = readFileSync(document, 'utf8')
const [before, after] = [text.split(begin)[0], text.split(end)[1]]
const written = `${before}${begin}\n\n${toTables()}\n${end}${after}`
if (process.argv.includes('--check')) {
  if (written !== text)
    console.error('docs/security.md is older than the tests: npm run security-table')
  process.exitCode = written === text && unproven.length + unknown.length === 0 ? 0 : 1
} else {
  writeFileSync(document, written)
  process.exitCode = unproven.length + unknown.length === 0 ? 0 : 1
}

function toTables(): string {
  return Object.entries(areas)
    .map(([area, title]) => {
      const rows = Object.entries(checklist).filter(([id]) => id.startsWith(area))
      const lines = rows.map(([id, { text, later }]) => `| ${id} | ${text} | ${proof(id, later)} |`)
      return `### ${title}\n\n| | | proven by |\n| --- | --- | --- |\n${lines.join('\n')}\n`
    })
    .join('\n')
}

function proof(id: string, later: string | undefined): string {
  const files = tests.get(id)
  if (files) return files.map((file) => `[${file.split('/').at(-1)}](../${file})`).join(', ')
  return later ? `not yet: ${later}` : '**no test**'
}
