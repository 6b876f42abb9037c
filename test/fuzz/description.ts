import type { FastifyInstance } from 'fastify'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD'

/** What is used here of JSON Schema. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  uniqueItems?: boolean
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  examples?: unknown[]
  example?: unknown
}

export interface Parameter {
  in: 'path' | 'query' | 'header'
  name: string
  schema: Schema
  required?: boolean
}

export interface Answer {
  content?: Record<string, { schema?: Schema }>
}

export interface Operation {
  method: Method
  /** As in the description: `/api/v1/records/{id}`. */
  path: string
  operationId: string
  parameters: Parameter[]
  body?: { json?: Schema | undefined; isForm: boolean } | undefined
  responses: Record<string, Answer>
}

export interface Description {
  operations: Operation[]
  schemas: Record<string, Schema>
}

/** Every operation of the running application; what has no place in its description cannot be registered. */
export function describe(app: FastifyInstance): Description {
  const { paths, components } = app.swagger() as unknown as Document
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) => toOperation(method, path, raw)),
  )
  return { operations, schemas: components.schemas }
}

interface Document {
  paths: Record<string, Record<string, RawOperation>>
  components: { schemas: Record<string, Schema> }
}

interface RawOperation {
  operationId: string
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, Answer>
}

function toOperation(method: string, path: string, raw: RawOperation): Operation {
  const { operationId, parameters = [], requestBody, responses } = raw
  const content = requestBody?.content
  return {
    method: method.toUpperCase() as Method,
    path,
    operationId,
    parameters,
    body: content && {
      json: content['application/json']?.schema,
      isForm: 'multipart/form-data' in content,
    },
    responses,
  }
}
