import { connect } from 'node:net'
import { statusOf } from '../../../apps/api/testing/raw-request.ts'

export interface Silence {
  /** What was answered last, 0 for nothing. */
  status: number
  /** Until the server closed the connection. */
  seconds: number
}

/** Sends these bytes and then nothing, until the server has enough of it. */
export function openSilent(port: number, bytes: string): Promise<Silence> {
  return new Promise((resolve) => {
    const start = performance.now()
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    let answer = ''
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')))
    socket.on('error', () => undefined)
    socket.on('close', () =>
      resolve({ status: statusOf(answer), seconds: (performance.now() - start) / 1000 }),
    )
  })
}
