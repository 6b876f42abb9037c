import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

/**
 * Below these versions something is known to be broken that matters here. Several majors: each has its own floor; a major
 * that is not named and lower than the lowest is refused.
 */
const floors: Record<string, string[]> = {
  fastify: ['5.12.2'],
  '@fastify/static': ['10.1.3'],
  '@fastify/multipart': ['9.0.3'],
  'fast-jwt': ['6.2.4'],
  'find-my-way': ['9.0.1'],
  kysely: ['0.28.17'],
  'fast-uri': ['3.1.7', '4.0.0'],
  dompurify: ['3.4.13'],
  undici: ['6.24.0', '7.24.0'],
  ioredis: ['5.0.0'],
  pg: ['8.11.0'],
}

/** Why a version below its floor does no harm here. */
const excused: Record<string, { version: string; reason: string }> = {
  // Script execution when a PDF is opened in a browser (floor 6.2.108): no browser of ours opens one.
  'pdfjs-dist': {
    version: '5.4.296',
    reason:
      'pdf-parse brings it; it runs in the child process that reads documents, under its limits',
  },
}

const installed = [...read('pnpm-lock.yaml').matchAll(/^ {2}'?(@?[\w./-]+)@(\d+\.\d+\.\d+)/gm)].map(
  ([, name, version]) => ({ name: name!, version: version! }),
)

describe('DP-05 versions', () => {
  it.each(Object.entries(floors))('of %s are none that is known to be broken', (name, lowest) => {
    const versions = installed.filter((each) => each.name === name).map(({ version }) => version)
    expect(versions.length).toBeGreaterThan(0)
    for (const version of versions) expect(isAtLeast(version, lowest), version).toBe(true)
  })

  it.each(Object.entries(excused))(
    'of %s are the one that was thought about',
    (name, { version }) => {
      const versions = installed.filter((each) => each.name === name).map((each) => each.version)
      expect(new Set(versions)).toEqual(new Set([version]))
      const pages = JSON.parse(read('apps/web/package.json')) as { dependencies?: object }
      expect(pages.dependencies).not.toHaveProperty(name)
    },
  )

  it('of Node are still looked after', () => {
    const { phrm } = JSON.parse(read('package.json')) as { phrm: { node: string } }
    for (const version of [phrm.node, process.versions.node])
      expect(isAtLeast(version, ['22.23.0', '24.17.0']), version).toBe(true)
  })

  it('below a floor would be found', () => {
    expect(isAtLeast('5.12.1', ['5.12.2'])).toBe(false)
    expect(isAtLeast('3.1.6', ['3.1.7', '4.0.0'])).toBe(false)
    expect(isAtLeast('2.9.9', ['3.1.7', '4.0.0'])).toBe(false)
    expect(isAtLeast('5.0.0', ['3.1.7', '4.0.0'])).toBe(true)
  })
})

/** Of its own major when that has a floor, else above the highest. */
function isAtLeast(version: string, lowest: string[]): boolean {
  const major = toNumbers(version)[0]!
  const own = lowest.find((floor) => toNumbers(floor)[0] === major) ?? lowest.at(-1)!
  return compare(version, own) >= 0
}

function compare(a: string, b: string): number {
  const [left, right] = [toNumbers(a), toNumbers(b)]
  return left.map((number, i) => number - right[i]!).find((difference) => difference !== 0) ?? 0
}

function toNumbers(version: string): number[] {
  return version.split('.').map(Number)
}
