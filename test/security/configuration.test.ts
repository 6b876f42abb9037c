import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { ConfigurationError, readConfig } from '@phrm/composition'
import { assertOrdinaryRole } from '../../packages/composition/src/ordinary-role.ts'

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment, tmpdir())
    return []
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults
    throw error
  }
}

const production = { FLASK_ENV: 'production', SECRET_KEY: 'k3'.repeat(20) }

describe('DP-01 PHRM does not start', () => {
  it.each([
    ['with a key of 31 characters', { SECRET_KEY: 'k'.repeat(31) }, 'SECRET_KEY'],
    [
      'with the key of an example',
      { SECRET_KEY: 'your-secret-key-here-your-secret-key-here' },
      'SECRET_KEY',
    ],
    ['with DEBUG in production', { ...production, DEBUG: 'true' }, 'DEBUG'],
    [
      'for people who come by http in production',
      { ...production, PHRM_PUBLIC_ORIGIN: 'http://health.example.org' },
      'PHRM_PUBLIC_ORIGIN',
    ],
    ['beyond this machine without TLS', { PHRM_HOST: '0.0.0.0' }, 'PHRM_HOST'],
  ])('%s', (_what, environment, name) => {
    const faults = faultsOf(environment)
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain(name)
  })

  it('and does with what is right', () => {
    expect(faultsOf(production)).toEqual([])
    const https = { ...production, PHRM_PUBLIC_ORIGIN: 'https://health.example.org' }
    expect(faultsOf(https)).toEqual([])
    expect(faultsOf({ ...production, PHRM_PUBLIC_ORIGIN: 'http://localhost:3000' })).toEqual([])
  })

  it.each([true, false])('as a role that row-level security binds: %s', async (isBound) => {
    const pool = { query: async () => ({ rows: [{ powerful: !isBound }] }) }
    const starts = await assertOrdinaryRole(pool).then(
      () => true,
      () => false,
    )
    expect(starts).toBe(isBound)
  })
})
