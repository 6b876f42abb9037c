import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { DomainError, type Answer, type AssistantEvent } from '@phrm/core'
import { hangUpSignal, mapEvents, wantsEvents } from '../http/event-stream.ts'
import type { FeatureOptions } from '../http/feature.ts'
import { toAnswerBody, toConsentsBody, toEvent } from './answer-body.ts'
import * as schema from './assistant.schema.ts'

/** Milliseconds; several providers may be tried one after the other. */
const answerTimeout = 5 * 60_000

export const assistantRoutes: FastifyPluginAsyncTypebox<FeatureOptions> = async (
  app,
  { useCases },
) => {
  const { assistant } = useCases
  for (const shape of [
    schema.ChatRequest,
    schema.Citation,
    schema.ChatAnswer,
    schema.Providers,
    schema.Consents,
    schema.ConsentChange,
  ]) {
    app.addSchema(shape)
  }

  app.post(
    '/ai/chat',
    {
      schema: schema.chat,
      config: { scope: 'ai:use', bucket: 'ai' },
      handlerTimeout: answerTimeout,
    },
    async (request, reply) => {
      const events = assistant.ask(request.actor, {
        message: request.body.message,
        mode: request.body.mode ?? 'general',
        familyMemberId: request.body.patient_id,
        useModel: request.body.use_model ?? true,
        signal: hangUpSignal(reply),
      })
      if (wantsEvents(request)) return reply.sendEvents(mapEvents(events, toEvent))
      return toAnswerBody(await lastAnswer(events))
    },
  )

  app.get(
    '/ai/providers',
    { schema: schema.listProviders, config: { scope: 'ai:use' } },
    async ({ actor }) => ({
      providers: (await assistant.providers(actor)).map(({ key, model, host, isLocal }) => ({
        key,
        model,
        host,
        local: isLocal,
      })),
    }),
  )

  app.get('/ai/consents', { schema: schema.listConsents }, async ({ actor }) =>
    toConsentsBody(await assistant.consents(actor)),
  )

  app.put('/ai/consents', { schema: schema.setConsent }, async ({ actor, body }) => {
    const { family_member_id, host, granted } = body
    const change = { familyMemberId: family_member_id, host, granted }
    return toConsentsBody(await assistant.setConsent(actor, change))
  })
}

async function lastAnswer(events: AsyncIterable<AssistantEvent>): Promise<Answer> {
  for await (const event of events) if (event.type === 'done') return event.answer
  throw new DomainError('ai-unavailable', 'The answer broke off.')
}
