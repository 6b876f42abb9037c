import type { Access } from './access.ts'
import { unreachable } from './problem.ts'

export interface AuthorizedFetchOptions {
  access: Pick<Access, 'token' | 'renew' | 'prove'>
  fetch?: (request: Request) => Promise<Response>
  /** Told when the account is about to be deleted, and nothing else is answered any more. */
  whenLeaving?: () => void
}

/**
 * fetch with the bearer and the header of our own pages. A request that met an old token, or one whose proof is too old, is sent
 * again, once for each of the two.
 */
export function createAuthorizedFetch({
  access,
  fetch = (request) => globalThis.fetch(request),
  whenLeaving,
}: AuthorizedFetchOptions) {
  return async (input: Request | string, init?: RequestInit): Promise<Response> => {
    const request = new Request(toAbsolute(input), init)
    const [again, yetAgain] = [request.clone(), request.clone()]
    const token = access.token()
    let response = await send(sign(request, token))
    if (response.status === 401 && isRenewable(request, token) && (await access.renew(token))) {
      response = await send(sign(again, access.token()))
    }
    const used = access.token()
    const code = await refusalOf(response)
    if (code === 'deletion-pending') whenLeaving?.()
    if (code === 'reauth-required' && (await access.prove(used))) {
      response = await send(sign(yetAgain, access.token()))
    }
    return response
  }

  function send(request: Request) {
    return fetch(request).catch((error: unknown) => {
      throw request.signal.aborted ? error : unreachable()
    })
  }
}

/** Signing in is refused by 401, too; what is asked there without a token needs none. */
function isRenewable({ url }: Request, token: string | undefined): boolean {
  return token !== undefined || !new URL(url).pathname.startsWith('/api/v1/auth/')
}

async function refusalOf(response: Response): Promise<string | undefined> {
  if (response.status !== 403) return undefined
  const problem = (await response
    .clone()
    .json()
    .catch(() => ({}))) as { code?: string }
  return problem.code
}

function toAbsolute(input: Request | string): Request | URL {
  return typeof input === 'string' ? new URL(input, location.origin) : input
}

function sign(request: Request, token: string | undefined): Request {
  request.headers.set('X-Requested-With', 'phrm')
  if (token) request.headers.set('Authorization', `Bearer ${token}`)
  return request
}
