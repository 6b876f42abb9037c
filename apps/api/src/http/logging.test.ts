import { describe, expect, it } from 'vitest'
import { asAccount, openTestApp } from '../../testing/test-app.ts'

describe('SE-17 the log', () => {
  it('says what happened and nothing of what was written', async () => {
    const lines: string[] = []
    const logger = { level: 'trace', stream: { write: (line: string) => void lines.push(line) } }
    const canary = 'canary-diagnosis'
    const app = await openTestApp(
      {
        search: { search: async () => Promise.reject(new Error(`near "${canary}"`)) },
        healthRecords: { add: async () => Promise.reject(new TypeError(canary)) },
      },
      { settings: { logger } },
    )
    const send = await asAccount(app)
    await send({ method: 'POST', url: '/api/v1/search', payload: { query: canary } })
    await send({
      method: 'POST',
      url: '/api/v1/records',
      payload: { date: '2024-01-15', notes: canary },
      cookies: { '__Secure-phrm_refresh': canary },
    })
    await send({ url: `/api/v1/records?q=${canary}` })
    await send({ url: `/api/v1/${canary}` })
    await send({ url: `/${canary}?${canary}` })
    await send({
      method: 'POST',
      url: '/api/v1/records',
      payload: `{"${canary}`,
      headers: { 'content-type': 'application/json' },
    })
    const log = lines.join('')
    expect(log).not.toContain(canary)
    expect(log).not.toMatch(/Bearer|eyJ|@example\.org/)
    expect(log).toContain('"route":"/api/v1/search"')
    expect(log).toContain('"status":500')
    expect(log).toContain('TypeError')
    expect(lines.length).toBeGreaterThanOrEqual(7)
  })
})
