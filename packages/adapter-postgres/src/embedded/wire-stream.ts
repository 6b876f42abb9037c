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
      thread?.reset().catch((failure: Error) => thread?.terminate(failure))
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
    getThread().then(
      (found) => {
        if (stream.destroyed) return
        thread = found
        void found.ended.then((reason) => stream.destroy(reason))
        stream.emit('connect')
      },
      (error: Error) => stream.destroy(error),
    )
    return stream
  }

  function send(chunks: Buffer[]): void {
    const messages = chunks.filter((chunk) => !isGoodbye(chunk))
    const goodbye = messages.length < chunks.length
    if (messages.length > 0) {
      thread!.send(Buffer.concat(messages)).then(
        (answer) => void (stream.destroyed || stream.push(answer)),
        (error: Error) => stream.destroy(error),
      )
    }
    if (goodbye) stream.push(null)
  }
}

/** Terminate, 'X' and its own length: pg writes it alone. PGlite would take no further client after it. */
function isGoodbye(chunk: Buffer): boolean {
  return chunk.length === 5 && chunk[0] === 0x58
}
