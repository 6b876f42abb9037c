import { Duplex } from 'node:stream'
import type { EngineThread } from './engine-thread.ts'

/**
 * What `pg` takes for a socket: it carries PostgreSQL's wire protocol to the thread and back, in memory. A stream belongs
 * to one life of the thread and ends with it; the pool then opens another.
 */
export function createWireStream(getThread: () => Promise<EngineThread>): Duplex {
  let thread: EngineThread | undefined
  const stream = new Duplex({
    allowHalfOpen: false,
    read() {},
    write(chunk: Buffer, _encoding, done) {
      send([chunk])
      done()
    },
    writev(chunks, done) {
      send(chunks.map(({ chunk }) => chunk as Buffer))
      done()
    },
    destroy(error, done) {
      void forgetSession()
      done(error)
    },
  })
  const itself = () => stream
  return Object.assign(stream, {
    connect,
    setNoDelay: itself,
    setKeepAlive: itself,
    ref: itself,
    unref: itself,
  })

  function connect(): Duplex {
    void attach()
    return stream
  }

  async function attach(): Promise<void> {
    try {
      const found = await getThread()
      if (stream.destroyed) return
      thread = found
      stream.emit('connect')
      stream.destroy(await found.ended)
    } catch (error) {
      stream.destroy(error as Error)
    }
  }

  function send(chunks: Buffer[]): void {
    const messages = chunks.filter((chunk) => !isGoodbye(chunk))
    if (messages.length > 0) void exchange(Buffer.concat(messages))
    if (messages.length < chunks.length) stream.push(null)
  }

  async function exchange(bytes: Buffer): Promise<void> {
    try {
      const answer = await thread?.send(bytes)
      if (!stream.destroyed) stream.push(answer)
    } catch (error) {
      stream.destroy(error as Error)
    }
  }

  async function forgetSession(): Promise<void> {
    try {
      await thread?.reset()
    } catch (error) {
      thread?.terminate(error as Error)
    }
  }
}

/** Terminate, 'X' and its own length: pg writes it alone. PGlite would take no further client after it. */
function isGoodbye(chunk: Buffer): boolean {
  return chunk.length === 5 && chunk[0] === 0x58
}
