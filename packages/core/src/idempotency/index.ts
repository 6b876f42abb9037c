import type { Ports } from '../ports.ts'
import { beginOnce } from './begin-once.ts'
import { keepAnswer, releaseOnce } from './keep-answer.ts'

export type Idempotency = ReturnType<typeof idempotency>

export function idempotency(ports: Ports) {
  return {
    begin: beginOnce(ports),
    keepAnswer: keepAnswer(ports),
    release: releaseOnce(ports),
  }
}
