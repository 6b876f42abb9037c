import type { Access } from './access.ts'
import { unreachable } from './problem.ts'

export interface AuthorizedFetchOptions {
  access: Pick<Access, 'token' | 'renew'>
  fetch?: (request: Request) => Promise<Response>
}

/** fetch with the bearer and the header of our own pages; a request that met an old token is sent again, once. */
export function createAuthorizedFetch({
  access,
  fetch = (request) => globalThis.fetch(request),
}: AuthorizedFetchOptions) {
  return async (input: Request | string, init?: RequestInit): Promise<Response> => {
    const request = new Request(toAbsolute(input), init)
    const second = request.clone()
    const token = access.token()
    const response = await send(sign(request, token))
    if (response.status !== 401 || new URL(request.url).pathname.startsWith('/api/v1/auth/')) {
      return response
    }
    return (await access.renew(token)) ? send(sign(second, access.token())) : response
  }

  function send(request: Request) {
    return fetch(request).catch((error: unknown) => {
      throw request.signal.aborted ? error : unreachable()
    })
  }
}

function toAbsolute(input: Request | string): Request | URL {
  return typeof input === 'string' ? new URL(input, location.origin) : input
}

function sign(request: Request, token: string | undefined): Request {
  request.headers.set('X-Requested-With', 'phrm')
  if (token) request.headers.set('Authorization', `Bearer ${token}`)
  return request
}
