import { beforeAll, describe, expect, it } from 'vitest'
import { describeApi } from './api-description.ts'

interface Description {
  paths: Record<string, Record<string, { operationId: string; responses: unknown }>>
  components: { schemas: Record<string, unknown> }
}

let description: Description

beforeAll(async () => {
  description = (await describeApi()) as Description
})

/** What is shown once, to the one who made it; the access token lives ten minutes and in memory. */
const shownOnce: Record<string, string[]> = {
  ...Object.fromEntries(
    [
      'logIn',
      'reauthenticate',
      'refreshSession',
      'register',
      'confirmRegistration',
      'finishSignIn',
      'signInByPasskey',
    ].map((id) => [id, ['access_token', 'token_type']]),
  ),
  beginAuthenticator: ['secret'],
  createApiToken: ['token'],
  // The list, and a name that a person gave.
  listApiTokens: ['tokens'],
  listAccesses: ['token_name'],
}

describe('AZ-06 no answer', () => {
  it('has a field for a hash, a password, a secret or a token, but where it is shown once', () => {
    const found: Record<string, string[]> = {}
    for (const { operationId, responses } of Object.values(description.paths).flatMap((methods) =>
      Object.values(methods),
    )) {
      const secrets = [...listFields(responses)].filter((field) =>
        /(^|_)(hash|passwords?|secrets?|tokens?)(_|$)/.test(field),
      )
      if (secrets.length > 0) found[operationId] = secrets.toSorted()
    }
    expect(found).toEqual(shownOnce)
  })
})

function listFields(part: unknown, seen = new Set<string>()): Set<string> {
  const fields = new Set<string>()
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk)
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      if (key === '$ref' && !seen.has(String(inner))) {
        seen.add(String(inner))
        walk(description.components.schemas[String(inner).split('/').at(-1) ?? ''])
      }
      if (key === 'properties') Object.keys(inner as object).forEach((field) => fields.add(field))
      if (key !== 'example' && key !== 'examples') walk(inner)
    }
  }
  walk(part)
  return fields
}
