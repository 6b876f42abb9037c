import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript'

const description = new URL('../../../openapi.json', import.meta.url)
export const schemaFile = new URL('../src/schema.d.ts', import.meta.url)

export async function generateSchema(): Promise<string> {
  return `${COMMENT_HEADER}${astToString(await openapiTS(description))}`
}
