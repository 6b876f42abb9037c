import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
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
  { secureTransport }: Pick<ApiSettings, 'secureTransport'>,
): Promise<void> {
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

  app.addHook('onRequest', async (_request, reply) => {
    reply.header('permissions-policy', 'camera=(self), microphone=(), geolocation=(), payment=()')
  })
}
