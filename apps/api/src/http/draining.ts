import type { FastifyInstance } from 'fastify'

/** While closing, what is under way is finished and nobody is invited to send more on the same connection. */
export function drainOnClose(app: FastifyInstance): void {
  let closing = false

  app.addHook('preClose', async () => {
    closing = true
  })
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close')
  })
}
