import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { Description, Operation, Schema } from './description.ts'

export interface Given {
  status: number
  /** Content-Type. */
  type: string | undefined
  body: string
}

/** What is wrong with an answer by the description: `undefined` when nothing is. */
export type CheckAnswer = (operation: Operation, given: Given) => string | undefined

/**
 * A status that is not declared is wrong, so is a kind of content that is not, a body where none is, and JSON that its schema
 * does not allow.
 */
export function answerChecker({ schemas }: Pick<Description, 'schemas'>): CheckAnswer {
  const ajv = new Ajv2020({ strict: false, allErrors: false, formats })
  ajv.addSchema({ $id: 'phrm:', components: { schemas } })
  const validators = new Map<Schema, ValidateFunction>()

  function validatorOf(schema: Schema): ValidateFunction {
    const known = validators.get(schema)
    if (known) return known
    const made = ajv.compile(withAbsoluteRefs(schema))
    validators.set(schema, made)
    return made
  }

  return ({ responses }, { status, type = '', body }) => {
    const declared = responses[String(status)]
    if (!declared) return `status ${status} is not declared`
    const { content } = declared
    if (!content) return body === '' ? undefined : `status ${status} has a body`
    const mime = type.split(';', 1)[0]!.trim()
    const media = content[mime] ?? content['*/*'] ?? content['application/octet-stream']
    if (!media) return `status ${status} as ${mime || 'nothing'} is not declared`
    if (!mime.endsWith('json')) return undefined
    return faultOf(validatorOf(media.schema ?? {}), body)
  }
}

function faultOf(validate: ValidateFunction, body: string): string | undefined {
  try {
    if (validate(JSON.parse(body))) return undefined
  } catch {
    return 'the body is no JSON'
  }
  const [error] = validate.errors ?? []
  return `${error?.instancePath || 'the body'} ${error?.message ?? 'is wrong'}`
}

function withAbsoluteRefs(schema: Schema): object {
  const text = JSON.stringify(schema)
  return JSON.parse(text.replaceAll('"$ref":"#/', '"$ref":"phrm:#/')) as object
}

const formats = {
  date: /^\d{4}-\d\d-\d\d$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  email: /^[^\s@]{1,64}@[^\s@]{1,253}$/,
  uri: /^[a-z][a-z+.-]*:/,
  binary: true,
} as const
