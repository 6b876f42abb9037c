import { timingSafeEqual } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { commandLineActs, DomainError, type UseCases } from '@phrm/core'
import { closed, label, line, oneOf } from '../http/json-schema.ts'
import { takeJson } from '../http/request-body.ts'
import { refuseBrokenText } from '../http/text-check.ts'
import { keepWaiting } from './keep-waiting.ts'

const Administrator = closed({
  username: label(50),
  email: Type.String({ format: 'email', maxLength: 254 }),
  password: Type.String({ maxLength: 512 }),
  firstName: label(100),
  lastName: label(100),
})

/** Whose account is meant. */
const AccountAddress = closed({ email: Type.String({ minLength: 1, maxLength: 254 }) })

const AccountAct = closed({
  act: oneOf(commandLineActs),
  email: Type.String({ minLength: 1, maxLength: 254 }),
})

/** A file of whoever sends this: it could read it as well. */
const AuditCheckRequest = closed({ anchorsFile: Type.Optional(line(1000)) })

/** An archive that lies on this machine. */
const ImportRequest = closed({
  email: Type.String({ minLength: 1, maxLength: 254 }),
  path: line(4096),
})

/**
 * For `phrm` commands while the server owns the data folder. The token lies in that folder, where only its owner
 * reads; nothing that came through a proxy or from another machine is listened to.
 */
export const controlRoutes: FastifyPluginAsyncTypebox<{
  useCases: Pick<UseCases, 'accounts' | 'administration' | 'audit' | 'exports'>
  controlToken: string
}> = async (app, { useCases, controlToken }) => {
  takeJson(app)
  app.addHook('onRequest', async (request) => {
    if (!isOwner(request, controlToken)) throw new DomainError('unauthenticated', 'Not for you.')
  })
  app.addHook('preHandler', refuseBrokenText)

  app.post('/administrators', { schema: { body: Administrator } }, async ({ body }, reply) => {
    await useCases.accounts.addAdministrator(body)
    return reply.code(204).send()
  })

  app.post('/reset-links', { schema: { body: AccountAddress } }, async ({ body }) => ({
    link: (await useCases.accounts.makeResetLinkFor(body.email)).link,
  }))

  app.post('/factor-resets', { schema: { body: AccountAddress } }, ({ body }) =>
    useCases.administration.commandLine.resetFactors(body.email),
  )

  app.post('/accounts', async () => useCases.administration.commandLine.list())

  app.post('/account-changes', { schema: { body: AccountAct } }, async ({ body }, reply) => {
    await useCases.administration.commandLine.act(body.act, body.email)
    return reply.code(204).send()
  })

  app.post(
    '/imports',
    { schema: { body: ImportRequest }, handlerTimeout: 24 * 60 * 60_000 },
    async ({ body }, reply) =>
      reply
        .type('application/json')
        .send(keepWaiting(useCases.exports.importFor(body.email, body.path))),
  )

  app.post('/audit-checks', { schema: { body: AuditCheckRequest } }, async ({ body }) =>
    useCases.audit.verify(body.anchorsFile),
  )
}

function isOwner({ raw, headers }: FastifyRequest, token: string): boolean {
  const fromHere = /^(::ffff:)?127\.|^::1$/.test(raw.socket.remoteAddress ?? '')
  const forwarded = headers['x-forwarded-for'] ?? headers['forwarded']
  const given = Buffer.from(headers.authorization ?? '')
  const expected = Buffer.from(`Bearer ${token}`)
  return (
    fromHere &&
    forwarded === undefined &&
    given.length === expected.length &&
    timingSafeEqual(given, expected)
  )
}
