import type { FastifyInstance } from 'fastify'
import { buildApp, type AppOptions } from './app.ts'

export interface ServerOptions extends AppOptions {
  /** Default 127.0.0.1: this machine alone. */
  host?: string | undefined
  /** Default 3000; 0 takes any free one. */
  port?: number | undefined
}

export interface RunningServer {
  app: FastifyInstance
  /** With scheme and port, ready to be opened. */
  address: string
  /** Set when another port was taken because the one asked for was in use. */
  takenPort?: number | undefined
  /** Finishes what is under way, ends event streams, then resolves. */
  close(): Promise<void>
}

/** How many ports after the one asked for are tried. */
const attempts = 20

export async function startServer({
  host = '127.0.0.1',
  port = 3000,
  ...options
}: ServerOptions): Promise<RunningServer> {
  const app = await buildApp(options)
  const listening = await listen(app, host, port)
  const scheme = options.tls ? 'https' : 'http'
  const name = host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : toUrlHost(host)
  return {
    app,
    address: `${scheme}://${name}:${listening}`,
    takenPort: port !== 0 && listening !== port ? port : undefined,
    close: async () => app.close(),
  }
}

async function listen(app: FastifyInstance, host: string, first: number): Promise<number> {
  for (let port = first; ; port++) {
    try {
      await app.listen({ host, port })
      const address = app.server.address()
      return typeof address === 'object' && address ? address.port : port
    } catch (error) {
      const inUse = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
      if (!inUse || port >= first + attempts) throw error
    }
  }
}

function toUrlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
