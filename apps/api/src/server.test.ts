import { createServer, type Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createCounter, signingSecret, testSettings } from '../testing/test-app.ts'
import { startServer, type RunningServer } from './server.ts'

const opened: { close(): unknown }[] = []
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})

async function start(more: object = {}): Promise<RunningServer> {
  const server = await startServer({
    useCases: { health: { check: async () => ({ database: true }) } } as never,
    signingSecret,
    rateCounter: createCounter(),
    settings: testSettings,
    ...more,
  })
  opened.push(server)
  return server
}

function occupy(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}

const portOf = ({ address }: RunningServer): number => Number(new URL(address).port)

describe('starting', () => {
  it('answers at the address that it says, on this machine alone', async () => {
    const server = await start({ port: 0 })
    expect(server.address).toMatch(/^http:\/\/localhost:[0-9]+$/)
    expect(server.takenPort).toBeUndefined()
    const response = await fetch(`http://127.0.0.1:${portOf(server)}/health`)
    expect(await response.json()).toMatchObject({ status: 'healthy' })
    expect(server.app.server.address()).toMatchObject({ address: '127.0.0.1' })
  })

  it('takes the next port when one is in use, and says so', async () => {
    const first = await start({ port: 0 })
    const wanted = portOf(first)
    const second = await start({ port: wanted })
    expect(portOf(second)).toBeGreaterThan(wanted)
    expect(second.takenPort).toBe(wanted)
  })

  it('fails on what is no matter of ports', async () => {
    await expect(start({ host: '192.0.2.1', port: 0 })).rejects.toThrow(/EADDRNOTAVAIL/)
  })

  it('frees its port when it is closed', async () => {
    const server = await start({ port: 0 })
    await server.close()
    const again = await occupy(portOf(server))
    opened.push(again)
    expect(again.listening).toBe(true)
  })
})
