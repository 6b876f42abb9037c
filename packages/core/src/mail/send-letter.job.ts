import type { JobHandler } from '../job/job-handler.ts'
import type { Ports } from '../ports.ts'
import type { Letter } from './letter.ts'
import { toMessage } from './letter-texts.ts'
import type { Recipient } from './mailer.ts'

export function sendLetter({ mailer, sealer }: Pick<Ports, 'mailer' | 'sealer'>): JobHandler {
  return {
    run: async ({ id, createdAt, payload }) => {
      const text = sealer.open(String(payload['sealed']), 'letter')
      const { to, letter } = JSON.parse(text) as { to: Recipient; letter: Letter }
      await mailer.send(to, toMessage(letter), `letter-${id}-${createdAt.getTime()}`)
    },
  }
}
