import createClient, { type Client } from 'openapi-fetch'
import type { components, paths } from './schema.d.ts'

export type { components, operations, paths } from './schema.d.ts'

/** Shapes of the API by name: `Schemas['HealthRecord']`. */
export type Schemas = components['schemas']

/** What went wrong (RFC 9457); `detail` is a sentence for people, `code` for programs. */
export type Problem = Schemas['Problem']

export type ApiClient = Client<paths>

export interface ApiClientOptions {
  /** Origin of the server, without `/api`. Left out: the page's own. */
  baseUrl?: string
  fetch?: (request: Request) => Promise<Response>
  /** Asked before every request; `undefined` sends none. */
  token?: () => string | undefined
}

/** Typed by the API's own description. Every request says that a page of PHRM sends it. */
export function createApiClient({ baseUrl = '', fetch, token }: ApiClientOptions = {}): ApiClient {
  const client = createClient<paths>({
    baseUrl,
    headers: { 'X-Requested-With': 'phrm' },
    ...(fetch && { fetch }),
  })
  client.use({
    onRequest({ request }) {
      const value = token?.()
      if (value !== undefined && !request.headers.has('authorization')) {
        request.headers.set('authorization', `Bearer ${value}`)
      }
      return request
    },
  })
  return client
}
