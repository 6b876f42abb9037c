import AjvCompiler, { type BuildCompilerFromPool } from '@fastify/ajv-compiler'

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
  schemaController: { compilersFactory: { buildValidator: buildValidator() } },
}

function buildValidator(): BuildCompilerFromPool {
  const build = AjvCompiler()
  return (externalSchemas) => {
    const body = build(externalSchemas, { customOptions: strict, onCreate: addFormats })
    const text = build(externalSchemas, { customOptions: fromText, onCreate: addFormats })
    return (route) => (isBody(route) ? body(route) : text(route))
  }
}

function isBody(route: unknown): boolean {
  return typeof route === 'object' && route !== null && 'httpPart' in route
    ? route.httpPart === 'body'
    : false
}

function addFormats(ajv: { addFormat(name: string, test: (text: string) => boolean): unknown }) {
  ajv.addFormat('email', isEmail)
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
