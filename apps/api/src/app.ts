import cookie from '@fastify/cookie'
import Fastify, { type FastifyInstance } from 'fastify'
import type { RateCounter, UseCases } from '@phrm/core'
import { accountsRoutes } from './admin/accounts.routes.ts'
import { houseRoutes } from './admin/house.routes.ts'
import { invitationsRoutes } from './admin/invitations.routes.ts'
import { assistantRoutes } from './assistant/assistant.routes.ts'
import { auditRoutes } from './audit/audit.routes.ts'
import { authRoutes } from './auth/auth.routes.ts'
import { resetRoutes } from './auth/reset.routes.ts'
import { registrationRoutes } from './auth/registration.routes.ts'
import { controlRoutes } from './control/control.routes.ts'
import { documentsRoutes } from './documents/documents.routes.ts'
import { factorsRoutes } from './factors/factors.routes.ts'
import { passkeysRoutes } from './factors/passkeys.routes.ts'
import { familyRoutes } from './family/family.routes.ts'
import { healthRoutes } from './health/health.routes.ts'
import { collectApiDescription, serveApiDocs } from './http/api-docs.ts'
import { drainOnClose } from './http/draining.ts'
import { answerError } from './http/errors.ts'
import { sendEventStreams } from './http/event-stream.ts'
import { checkHost } from './http/host-check.ts'
import { actOnce } from './http/idempotency.ts'
import { identify } from './http/identity.ts'
import { logAnswers } from './http/logging.ts'
import { Problem } from './http/problem.schema.ts'
import { limitRates } from './http/rate-limits.ts'
import { noteRefusals } from './http/refusals.ts'
import { takeJson } from './http/request-body.ts'
import { closeSchemas } from './http/route-rules.ts'
import { setSecurityHeaders } from './http/security-headers.ts'
import { serverOptions } from './http/server-options.ts'
import { refuseBrokenText } from './http/text-check.ts'
import { answerNotFound, serveWebRoot } from './http/web-root.ts'
import { jobsRoutes } from './jobs/jobs.routes.ts'
import { myDataRoutes } from './my-data/my-data.routes.ts'
import { followUpsRoutes } from './records/follow-ups.routes.ts'
import { recordsRoutes } from './records/records.routes.ts'
import { searchRoutes } from './search/search.routes.ts'
import { sessionsRoutes } from './sessions/sessions.routes.ts'
import type { ApiSettings } from './settings.ts'
import { sharesRoutes } from './shares/shares.routes.ts'
import { tokensRoutes } from './tokens/tokens.routes.ts'
import { notificationsRoutes } from './user/notifications.routes.ts'
import { userRoutes } from './user/user.routes.ts'

export interface AppOptions {
  useCases: UseCases
  /** Signs access tokens; at least 32 characters, kept over restarts. */
  signingSecret: string
  rateCounter: RateCounter
  settings: ApiSettings
  /** Absolute folder of the built pages; without it there is only the API. */
  webRoot?: string | undefined
  /** Random; whoever sends it from this machine may do what `phrm` commands do. Without it nobody may. */
  controlToken?: string | undefined
  /** Own certificate and key, PEM. */
  tls?: { cert: string | Buffer; key: string | Buffer } | undefined
}

/** Everything that answers HTTP, not yet listening. Registering routes calls no use case. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { useCases, settings, webRoot, controlToken, tls } = options
  const app = Fastify({
    ...serverOptions(settings),
    ...(tls && { https: tls }),
  }) as unknown as FastifyInstance

  app.decorateReply('problemCode', undefined)
  app.setErrorHandler(answerError)
  app.addHook('onRequest', checkHost(settings))
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'x-request-id': request.id, 'cache-control': 'no-store' })
  })
  await setSecurityHeaders(app, settings)
  drainOnClose(app)
  logAnswers(app)
  sendEventStreams(app)
  app.addSchema(Problem)

  await collectApiDescription(app)
  await app.register(healthRoutes, { useCases, settings, operationId: 'checkHealth' })
  await app.register(registerApi, { ...options, prefix: '/api/v1' })
  if (controlToken !== undefined) {
    await app.register(controlRoutes, { useCases, controlToken, prefix: '/control' })
  }
  await serveApiDocs(app)
  if (webRoot === undefined) app.setNotFoundHandler(answerNotFound)
  else await serveWebRoot(app, webRoot)
  return app
}

async function registerApi(app: FastifyInstance, options: AppOptions): Promise<void> {
  const { useCases, settings, signingSecret, rateCounter } = options
  const feature = { useCases, settings }

  closeSchemas(app)
  takeJson(app)
  await app.register(cookie)
  await identify(app, { secret: signingSecret, useCases })
  noteRefusals(app, useCases)
  await limitRates(app, {
    counter: rateCounter,
    limits: settings.rateLimits,
    excess: useCases.limits,
  })
  app.addHook('preHandler', refuseBrokenText)
  actOnce(app, useCases.idempotency)
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, answerNotFound)

  await app.register(healthRoutes, { ...feature, operationId: 'checkApiHealth' })
  await app.register(authRoutes, feature)
  await app.register(registrationRoutes, feature)
  await app.register(resetRoutes, feature)
  await app.register(factorsRoutes, feature)
  await app.register(passkeysRoutes, feature)
  await app.register(tokensRoutes, feature)
  await app.register(sessionsRoutes, feature)
  await app.register(userRoutes, feature)
  await app.register(notificationsRoutes, feature)
  await app.register(familyRoutes, feature)
  await app.register(sharesRoutes, feature)
  await app.register(recordsRoutes, feature)
  await app.register(followUpsRoutes, feature)
  await app.register(documentsRoutes, feature)
  await app.register(searchRoutes, feature)
  await app.register(assistantRoutes, feature)
  await app.register(jobsRoutes, feature)
  await app.register(auditRoutes, feature)
  await app.register(myDataRoutes, feature)
  await app.register(accountsRoutes, feature)
  await app.register(invitationsRoutes, feature)
  await app.register(houseRoutes, feature)
}
