import { readFileSync } from 'node:fs'

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

export interface Operation {
  method: Method
  path: string
  /** A valid body, when the operation takes one. */
  example?: Record<string, unknown> | undefined
}

interface Description {
  paths: Record<string, Record<string, { requestBody?: { content: Record<string, Body> } }>>
  components: { schemas: Record<string, Schema> }
}

interface Body {
  schema: Schema
  example?: Record<string, unknown>
  examples?: Record<string, { value: Record<string, unknown> }>
}

interface Schema {
  $ref?: string
  example?: Record<string, unknown>
  examples?: Record<string, unknown>[]
}

/** From the committed description, but for what signs in and out or ends what the others need. */
export function listOperations(): Operation[] {
  const text = readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8')
  const description = JSON.parse(text) as Description
  return Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(
        ([method]) => method !== 'delete' && !/\/(auth|events)\b|\/restore$|\/cancel$/.test(path),
      )
      .map(([method, { requestBody }]) => ({
        method: method.toUpperCase() as Method,
        path,
        example: exampleOf(requestBody?.content['application/json'], description),
      })),
  )
}

function exampleOf(
  body: Body | undefined,
  { components }: Description,
): Record<string, unknown> | undefined {
  if (!body) return undefined
  const name = body.schema.$ref?.split('/').at(-1)
  const schema = name ? components.schemas[name] : body.schema
  const given = body.example ?? Object.values(body.examples ?? {})[0]?.value
  return given ?? schema?.example ?? schema?.examples?.[0]
}
