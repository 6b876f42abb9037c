import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, FastifySchema } from 'fastify'

/** Registered before the routes, which it collects. */
export async function collectApiDescription(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'PHRM',
        version: '1.0.0',
        description:
          'Personal Health Record Manager. Sign in with `POST /api/v1/auth/login` and send the access token as bearer, or a token for programs whose scope an operation names.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/' }],
      security: [{ bearer: [] }],
      tags,
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT or phrm_pat_…' },
          refreshCookie: { type: 'apiKey', in: 'cookie', name: '__Secure-phrm_refresh' },
        },
      },
    },
    refResolver: { buildLocalReference: (json) => String(json.$id) },
    transform: ({ schema, url, route }) => {
      const { access, form, scope } = route.config ?? {}
      const described = {
        ...schema,
        ...(form && { body: form }),
        ...(scope && { security: [{ bearer: [scope] }] }),
        ...(access === 'anonymous' && { security: [] }),
        ...(access === 'refresh-cookie' && { security: [{ refreshCookie: [] }] }),
        hide: !hasOperation(schema),
      }
      return { schema: described as FastifySchema, url }
    },
  })
}

/** Reads the description and tries it out; a token typed there is forgotten with the page. */
export async function serveApiDocs(app: FastifyInstance): Promise<void> {
  app.get('/api/openapi.json', async (_request, reply) =>
    reply.type('application/json').serializer(JSON.stringify).send(app.swagger()),
  )
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    theme: { title: 'PHRM API' },
    // The base layout has no bar in which the address of another description could be typed.
    uiConfig: { layout: 'BaseLayout', persistAuthorization: false, docExpansion: 'list' },
  })
}

function hasOperation(schema: FastifySchema | undefined): boolean {
  return schema !== undefined && 'operationId' in schema
}

const tags = [
  { name: 'auth', description: 'Registration, sign-in, tokens' },
  { name: 'user', description: 'One’s own account' },
  { name: 'family', description: 'The people whose health is kept' },
  { name: 'records', description: 'Visits and notes' },
  { name: 'documents', description: 'Papers, and what was read from them' },
  { name: 'search', description: 'Finding words' },
  { name: 'ai', description: 'Questions, language models, consent' },
  { name: 'jobs', description: 'Work that outlives a request' },
  { name: 'admin', description: 'Accounts, registration and work, for administrators' },
  { name: 'health', description: 'Whether PHRM works' },
]
