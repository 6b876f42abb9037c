import createClient from 'openapi-fetch'
import type { Client } from 'openapi-fetch'

export interface ApiClientOptions {
  /** Sends the request; the place for the bearer and for renewing it. */
  fetch: (request: Request) => Promise<Response>
  /** Origin of the server; left out: the page's own. */
  baseUrl?: string
}

/** The HTTP API, typed by its OpenAPI document. Each call answers `{ data, error, response }` and throws only what `fetch` throws. */
export function createApiClient<Paths extends object>({
  fetch,
  baseUrl = '',
}: ApiClientOptions): Client<Paths> {
  return createClient<Paths>({ baseUrl, fetch })
}
