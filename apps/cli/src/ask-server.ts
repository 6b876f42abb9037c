import type { LockInfo } from '@phrm/composition'
import { DomainError } from '@phrm/core'

/**
 * Asks the process that owns the data folder, over loopback, with the token that only its owner can read. Answers the JSON
 * that comes back, if any does.
 */
export async function askServer(
  { address, controlToken, pid }: LockInfo,
  path: string,
  body: unknown,
  fetch = globalThis.fetch,
): Promise<unknown> {
  if (!address || !controlToken) {
    throw new DomainError(
      'unavailable',
      `Process ${pid} is starting with this data folder. Try again in a moment.`,
    )
  }
  const response = await fetch(new URL(path, address), {
    method: 'POST',
    headers: { authorization: `Bearer ${controlToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (response.ok) return response.status === 204 ? undefined : response.json()
  const problem = (await response.json().catch(() => ({}))) as { detail?: string }
  throw new DomainError(
    'invalid',
    problem.detail ?? `The running server refused (${response.status}).`,
  )
}
