import AjvCompiler from '@fastify/ajv-compiler'
import type { FastifySchemaCompiler } from 'fastify'

type BuildCompiler = ReturnType<typeof AjvCompiler>
type ExternalSchemas = Parameters<BuildCompiler>[0]

/** Nothing is dropped or bent to fit: `{"date": null}` is wrong and does not become an empty text. */
const strict = {
  coerceTypes: false,
  removeAdditional: false,
  useDefaults: true,
  allErrors: true,
  allowUnionTypes: true,
} as const

/** What stands in an address is text and has to become a number. Two values for one name stay two, and are refused. */
const fromText = { ...strict, coerceTypes: true } as const

/** JSON bodies are taken as they are; addresses and headers are read as the types that the schema names. */
export const validation = {
  schemaController: {
    compilersFactory: {
      buildValidator: (externalSchemas: ExternalSchemas): FastifySchemaCompiler<object> => {
        const body = compiler(externalSchemas, strict)
        const text = compiler(externalSchemas, fromText)
        return (route) => (route.httpPart === 'body' ? body(route) : text(route))
      },
    },
  },
}

function compiler(externalSchemas: ExternalSchemas, customOptions: object) {
  const build = AjvCompiler()
  const onCreate = (ajv: { addFormat(name: string, test: (text: string) => boolean): void }) => {
    ajv.addFormat('email', isEmail)
  }
  return build(externalSchemas, { customOptions, onCreate } as Parameters<BuildCompiler>[1]) as (
    route: Parameters<FastifySchemaCompiler<object>>[0],
  ) => ReturnType<FastifySchemaCompiler<object>>
}

/** One @ with something before it and a dotted name behind it. Whether it exists, only a letter tells. */
function isEmail(text: string): boolean {
  const parts = text.length <= 254 ? text.split('@') : []
  const [name = '', host = ''] = parts
  return (
    parts.length === 2 &&
    /^[^\s"(),:;<>[\\\]]{1,64}$/.test(name) &&
    /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(host)
  )
}
