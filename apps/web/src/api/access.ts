import { toApiError, unreachable } from './problem.ts'
import type { Session } from './types.ts'

/** Who may speak to the API: the access token lies in memory only, its renewal in a cookie that no script can read. */
export interface Access {
  token(): string | undefined
  accept(session: Session): void
  forget(): void
  /** Renews by the cookie. `undefined` when nobody is signed in. Calls at the same time share one request. */
  refresh(): Promise<Session | undefined>
  /** After a 401 to `usedToken`: true when there is another token to try. */
  renew(usedToken: string | undefined): Promise<boolean>
  /** Asked when the session is over; answers true once someone has signed in again. */
  whenExpired(ask: () => Promise<boolean>): void
  /** After a 403 `reauth-required` to `usedToken`: true when there is a token with a newer proof to try. */
  prove(usedToken: string | undefined): Promise<boolean>
  /** Asked for a proof of who sits here; answers true once it was given, false when it was refused. */
  whenUnproved(ask: () => Promise<boolean>): void
}

export interface AccessOptions {
  fetch?: (request: Request) => Promise<Response>
  /** Runs the work while no other tab does: a rotated cookie sent twice looks stolen. */
  alone?: <T>(work: () => Promise<T>) => Promise<T>
}

export function createAccess({
  fetch = (request) => globalThis.fetch(request),
  alone = aloneAmongTabs,
}: AccessOptions = {}): Access {
  let token: string | undefined
  let refreshing: Promise<Session | undefined> | undefined
  let asking: Promise<boolean> | undefined
  let askToSignIn: () => Promise<boolean> = async () => false
  let proving: Promise<boolean> | undefined
  let askForProof: () => Promise<boolean> = async () => false

  async function requestSession(): Promise<Session | undefined> {
    const response = await fetch(toRefreshRequest()).catch(() => {
      throw unreachable()
    })
    if (response.status === 401) {
      token = undefined
      // A body that nobody reads keeps its request open.
      await response.body?.cancel()
      return undefined
    }
    if (!response.ok) throw await toApiError(response)
    const session = (await response.json()) as Session
    token = session.access_token
    return session
  }

  function refresh() {
    refreshing ??= alone(requestSession).finally(() => (refreshing = undefined))
    return refreshing
  }

  async function renew(usedToken: string | undefined) {
    if (token && token !== usedToken) return true
    if (await refresh()) return true
    asking ??= askToSignIn().finally(() => (asking = undefined))
    return asking
  }

  async function prove(usedToken: string | undefined) {
    if (token && token !== usedToken) return true
    proving ??= askForProof().finally(() => (proving = undefined))
    return proving
  }

  return {
    token: () => token,
    accept: (session) => (token = session.access_token),
    forget: () => (token = undefined),
    refresh,
    renew,
    whenExpired: (ask) => (askToSignIn = ask),
    prove,
    whenUnproved: (ask) => (askForProof = ask),
  }
}

function toRefreshRequest(): Request {
  return new Request(new URL('/api/v1/auth/refresh', location.origin), {
    method: 'POST',
    headers: { 'X-Requested-With': 'phrm' },
    credentials: 'same-origin',
  })
}

function aloneAmongTabs<T>(work: () => Promise<T>): Promise<T> {
  // Absent where the page came by plain http from another machine.
  const { locks } = navigator as { locks?: LockManager | null }
  return locks ? (locks.request('phrm-refresh', work) as Promise<T>) : work()
}
