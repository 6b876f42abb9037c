import helmet from '@fastify/helmet'
import Fastify, { type FastifyInstance } from 'fastify'
import type { ApiSettings } from '../settings.ts'

const self = "'self'"
const none = "'none'"

/** Scripts of our own files only. Styles inline too: the interface kit sets them while it runs. */
const contentSecurityPolicy = {
  'default-src': [none],
  'script-src': [self],
  'style-src': [self, "'unsafe-inline'"],
  'img-src': [self, 'blob:', 'data:'],
  'font-src': [self],
  'connect-src': [self],
  'worker-src': [self],
  'manifest-src': [self],
  'object-src': [none],
  'base-uri': [none],
  'form-action': [self],
  'frame-ancestors': [none],
}

/** On every answer, whatever it is. HTTPS is insisted on only where it is there, or http://localhost would break. */
export async function setSecurityHeaders(
  app: FastifyInstance,
  settings: Pick<ApiSettings, 'secureTransport'>,
): Promise<void> {
  const headers = {
    ...(await askHelmet(settings)),
    'permissions-policy': 'camera=(self), microphone=(), geolocation=(), payment=()',
  }
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers)
  })
}

/** What helmet says is the same each time, and working it out costs more than the rest of a small answer. */
async function askHelmet({ secureTransport }: Pick<ApiSettings, 'secureTransport'>) {
  const app = Fastify()
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        ...contentSecurityPolicy,
        ...(secureTransport && { 'upgrade-insecure-requests': [] }),
      },
    },
    strictTransportSecurity: secureTransport && { maxAge: 31_536_000, includeSubDomains: true },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  })
  app.get('/', async (_request, reply) => reply.send({ ...reply.raw.getHeaders() }))
  const headers = (await app.inject('/')).json<Record<string, string>>()
  await app.close()
  return headers
}
