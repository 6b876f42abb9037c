export { buildApp, type AppOptions } from './app.ts'
export { startServer, type RunningServer, type ServerOptions } from './server.ts'
export { defaultRateLimits, type ApiSettings, type RateLimit, type RateLimits } from './settings.ts'
