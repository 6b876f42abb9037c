import { randomUUID } from 'node:crypto'
import type { ApiSettings } from '../settings.ts'
import { answerError } from './errors.ts'
import { logging } from './logging.ts'
import { validation } from './validation.ts'

/** Bytes of a JSON body. */
const bodyLimit = 256 * 1024

/**
 * Fastify waits for ever and believes everybody unless told otherwise. Times are milliseconds. The whole request has
 * fifteen minutes because uploads from phones need them; bodies of JSON have their own, shorter time.
 */
export function serverOptions(settings: ApiSettings) {
  return {
    ...logging(settings.logger),
    ...validation,
    trustProxy: settings.trustedProxies.length > 0 ? [...settings.trustedProxies] : false,
    bodyLimit,
    requestTimeout: 15 * 60_000,
    keepAliveTimeout: 5_000,
    maxRequestsPerSocket: 1_000,
    forceCloseConnections: 'idle' as const,
    return503OnClosing: false,
    exposeHeadRoutes: false,
    genReqId: () => randomUUID(),
    requestIdHeader: false as const,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 2_000, maxHeaderSize: 16_384 },
    routerOptions: { maxParamLength: 100 },
    // Addresses that the router itself refuses.
    frameworkErrors: answerError,
  }
}
