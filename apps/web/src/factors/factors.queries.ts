import { defineQueryOptions, useMutation, useQueryCache } from '@pinia/colada'
import { api } from '../api/client.ts'
import { unwrap } from '../api/problem.ts'
import { refreshQueries } from '../api/refresh-queries.ts'
import { makePasskey } from './passkey-browser.ts'

const factorsKey = ['factors'] as const

/** What the account has besides its password. */
export const factorsQuery = defineQueryOptions({
  key: factorsKey,
  query: ({ signal }) => unwrap(api.GET('/api/v1/auth/factors', { signal })),
})

/** A seed for the app; what was there before it was confirmed is replaced. */
export function useBeginApp() {
  return useMutation({ mutation: () => unwrap(api.POST('/api/v1/auth/totp')) })
}

/** Answers the recovery codes. */
export function useConfirmApp() {
  return useFactorChange(
    async (code: string) =>
      (await unwrap(api.POST('/api/v1/auth/totp/confirm', { body: { code } }))).recovery_codes,
  )
}

export function useRemoveApp() {
  return useFactorChange(() => unwrap(api.DELETE('/api/v1/auth/totp')))
}

export function useReplaceCodes() {
  return useFactorChange(
    async () => (await unwrap(api.POST('/api/v1/auth/recovery-codes'))).recovery_codes,
  )
}

/** Asks the browser in between, and the person by it. */
export function useAddPasskey() {
  return useFactorChange(async (name: string) => {
    const response = await makePasskey(await unwrap(api.POST('/api/v1/auth/passkeys/options')))
    return unwrap(api.POST('/api/v1/auth/passkeys', { body: { name, response } }))
  })
}

export function useRenamePasskey() {
  return useFactorChange(({ id, name }: { id: number; name: string }) =>
    unwrap(api.PUT('/api/v1/auth/passkeys/{id}', { params: { path: { id } }, body: { name } })),
  )
}

export function useRemovePasskey() {
  return useFactorChange((id: number) =>
    unwrap(api.DELETE('/api/v1/auth/passkeys/{id}', { params: { path: { id } } })),
  )
}

function useFactorChange<Given, Result>(mutation: (given: Given) => Promise<Result>) {
  const cache = useQueryCache()
  return useMutation({ mutation, onSuccess: () => refreshQueries(cache, factorsKey) })
}
