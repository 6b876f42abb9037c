import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface AxeResults {
  violations: {
    id: string
    help: string
    nodes: { target: unknown[]; failureSummary?: string }[]
  }[]
}

/** What axe finds against WCAG 2.2 AA and its own best practices: one line a rule and place. */
export async function listViolations(page: Page): Promise<string[]> {
  // Through the debugger and not as a script of the page: its content security policy allows none but ours.
  await page.evaluate(source)
  const results = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } }
    const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    return axe.run({ runOnly: { type: 'tag', values } })
  })
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id}: ${help} (${target.join(' ')})`),
  )
}
