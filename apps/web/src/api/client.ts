import { createApiClient } from '@phrm/api-client'
import { createAccess } from './access.ts'
import { createAuthorizedFetch } from './authorized-fetch.ts'
import { isLeaving } from '../my-data/leaving.ts'

export const access = createAccess()

/** For what is no JSON: files, pictures, event streams. Adds the bearer and renews it. */
export const authorizedFetch = createAuthorizedFetch({
  access,
  whenLeaving: () => (isLeaving.value = true),
})

/** The API, typed by its own description: `await unwrap(api.GET('/api/v1/records', { params, signal }))`. */
export const api = createApiClient({ fetch: authorizedFetch })
