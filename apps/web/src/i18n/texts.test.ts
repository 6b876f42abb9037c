import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { i18n } from './i18n.ts'

const sources = import.meta.glob<string>(['../**/*.{vue,ts}', '!../**/*.test.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

function findAll(pattern: RegExp): string[] {
  const found = Object.values(sources).flatMap((source) =>
    [...source.matchAll(pattern)].map((match) => match[1] ?? ''),
  )
  return [...new Set(found)].sort()
}

describe('texts', () => {
  it('has every text that a page names', () => {
    const named = findAll(/\b(?:t|translate)\(\s*'([a-zA-Z_.]+)'/g)
    expect(named.length).toBeGreaterThan(100)
    expect(named.filter((key) => !i18n.global.te(key))).toEqual([])
  })

  it('has the title of every page', () => {
    const titles = findAll(/title: '([a-z]+\.[a-zA-Z]+)'/g)
    expect(titles.length).toBeGreaterThan(10)
    expect(titles.filter((key) => !i18n.global.te(key))).toEqual([])
  })

  it('shouts nowhere', () => {
    const words = JSON.stringify(i18n.global.getLocaleMessage('en'))
    expect(words).not.toContain('!')
  })
})

describe('icons', () => {
  it('are in the bundled set: any other would be asked of the network', () => {
    const file = createRequire(import.meta.url).resolve('@iconify-json/lucide/icons.json')
    const set = JSON.parse(readFileSync(file, 'utf8')) as { icons: object; aliases: object }
    const known = new Set([...Object.keys(set.icons), ...Object.keys(set.aliases)])
    const used = findAll(/['"]i-lucide-([a-z0-9-]+)['"]/g)
    expect(used.length).toBeGreaterThan(20)
    expect(used.filter((name) => !known.has(name))).toEqual([])
  })
})
