import type { FastifySchemaValidationError } from 'fastify/types/schema.js'
import { labelPattern } from './json-schema.ts'

export interface FieldError {
  field: string
  message: string
}

/** At most so many are told: a body can have thousands of wrong fields. */
const most = 20

/** What the validator found, in words for people and with the names that the client used. */
export function toFieldErrors(found: FastifySchemaValidationError[]): FieldError[] {
  const told = new Map<string, FieldError>()
  for (const error of found) {
    const field = toField(error)
    if (told.size < most && !told.has(field)) told.set(field, { field, message: toMessage(error) })
  }
  return [...told.values()]
}

function toField({ instancePath, keyword, params }: FastifySchemaValidationError): string {
  const path = instancePath.slice(1).replaceAll('/', '.')
  const inside =
    keyword === 'required'
      ? params['missingProperty']
      : keyword === 'additionalProperties'
        ? params['additionalProperty']
        : undefined
  return [path, typeof inside === 'string' ? inside.slice(0, 100) : ''].filter(Boolean).join('.')
}

function toMessage({ keyword, params }: FastifySchemaValidationError): string {
  switch (keyword) {
    case 'required':
      return 'is needed'
    case 'additionalProperties':
      return 'is not a field here'
    case 'type':
      return `must be ${[params['type']].flat().join(' or ')}`
    case 'enum':
      return `must be one of ${toList(params['allowedValues'])}`
    case 'format':
      return formats[String(params['format'])] ?? 'is written wrongly'
    case 'pattern':
      return patterns[String(params['pattern'])] ?? 'is written wrongly'
    case 'minLength':
      return `must have at least ${params['limit']} characters`
    case 'maxLength':
      return `must have at most ${params['limit']} characters`
    case 'minimum':
      return `must be at least ${params['limit']}`
    case 'maximum':
      return `must be at most ${params['limit']}`
    default:
      return 'is wrong'
  }
}

const patterns: Record<string, string> = {
  '\\S': 'must not be empty',
  [labelPattern]: 'must be one line with something to read',
}

const formats: Record<string, string> = {
  date: 'must be a day that exists, written YYYY-MM-DD',
  email: 'must be an e-mail address',
}

function toList(values: unknown): string {
  return Array.isArray(values) ? values.filter((value) => value !== null).join(', ') : ''
}
