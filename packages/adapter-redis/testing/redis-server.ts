import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { Redis } from 'ioredis'

/** A Redis of one's own that can be frozen and killed. */
export interface RedisServer {
  url: string
  start(): Promise<void>
  freeze(): void
  thaw(): void
  /** At once, as by kill -9. */
  kill(): Promise<void>
}

export function hasRedisServer(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0
}

/** On a free port of loopback, without files. */
export async function startRedisServer(): Promise<RedisServer> {
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  const killNow = () => void child?.kill('SIGKILL')

  const server: RedisServer = {
    url,
    async start() {
      const settings = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--dir', '/']
      child = spawn('redis-server', settings, { stdio: 'ignore' })
      process.once('exit', killNow)
      await untilReady(url)
    },
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise((resolve) => child?.once('exit', resolve))
      killNow()
      await ended
      process.removeListener('exit', killNow)
    },
  }
  await server.start()
  return server
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function untilReady(url: string): Promise<void> {
  const probe = new Redis(url, { retryStrategy: () => 20 })
  probe.on('error', () => undefined)
  await new Promise((resolve) => probe.once('ready', resolve))
  probe.disconnect()
}
