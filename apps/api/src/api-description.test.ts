import { readFile } from 'node:fs/promises'
import Fastify from 'fastify'
import { Type } from 'typebox'
import { beforeAll, describe, expect, it } from 'vitest'
import { describeApi } from './api-description.ts'
import { closeSchemas } from './http/route-rules.ts'

interface Operation {
  operationId: string
  summary: string
  tags: string[]
  parameters?: { example?: unknown; schema: object }[]
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, { description: string; content?: Record<string, Media> }>
}

interface Media {
  schema: object
  example?: unknown
}

interface Description {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, { examples?: unknown[] }> }
}

const problem = 'application/problem+json'
let description: Description
let operations: [string, Operation][]

beforeAll(async () => {
  description = (await describeApi()) as Description
  operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method} ${path}`,
      operation,
    ]),
  )
})

describe('openapi.json', () => {
  it('is what the routes say (node apps/api/scripts/openapi.ts writes it)', async () => {
    const committed = await readFile(new URL('../../../openapi.json', import.meta.url), 'utf8')
    expect(JSON.parse(committed)).toEqual(JSON.parse(JSON.stringify(description)))
  })

  it('leaves no route out, because one without a name keeps PHRM from starting', async () => {
    const app = Fastify()
    closeSchemas(app)
    expect(() => app.get('/secret', async () => 'x')).toThrow('/secret')
    const response = { 200: Type.String() }
    expect(() => app.get('/silent', { schema: { response } }, async () => 'x')).toThrow('/silent')
    expect(operations.length).toBeGreaterThan(30)
  })

  it('gives every operation a name, a summary, a feature, an example and its errors', () => {
    const ids = new Set<string>()
    for (const [route, operation] of operations) {
      expect(operation.operationId, route).toMatch(/^[a-z][A-Za-z]+$/)
      expect(ids.has(operation.operationId), operation.operationId).toBe(false)
      ids.add(operation.operationId)
      expect(operation.summary, route).toBeTruthy()
      expect(operation.tags, route).toHaveLength(1)
      expect(hasExample(operation), route).toBe(true)
      expect(Object.keys(operation.responses), route).toContain('400')
      const problems = Object.entries(operation.responses)
        .filter(([status]) => Number(status) >= 400 && !route.endsWith('/health'))
        .flatMap(([, { content = {} }]) => Object.keys(content))
      expect(new Set([...problems, problem]), route).toEqual(new Set([problem]))
      const texts = Object.values(operation.responses).map(({ description: text }) => text)
      expect(texts, route).not.toContain('Default Response')
    }
  })

  it('SE-17: takes nothing private in an address', () => {
    const asked = operations.flatMap(([, { parameters = [] }]) => parameters)
    expect(JSON.stringify(asked)).not.toMatch(/"name":"(token|query|q|email|message)"/)
  })
})

const isJson = (type: string): boolean => type === 'application/json'

function hasExample({ parameters = [], requestBody, responses }: Operation): boolean {
  const media = [requestBody, ...Object.values(responses)].flatMap((each) =>
    Object.values(each?.content ?? {}),
  )
  const [body, ...answers] = [requestBody, ...Object.values(responses)].map((each) =>
    Object.keys(each?.content ?? {}).filter((type) => type !== problem),
  )
  // What takes nothing and answers no JSON has nothing to show an example of.
  if (parameters.length === 0 && !body?.length && !answers.flat().some(isJson)) return true
  return (
    parameters.some((each) => each.example !== undefined) ||
    media.some(({ schema, example }) => {
      const name = '$ref' in schema ? String(schema.$ref).split('/').at(-1) : undefined
      const named = name === 'Problem' ? undefined : description.components.schemas[name ?? '']
      return example !== undefined || (named?.examples?.length ?? 0) > 0
    })
  )
}
