export { buildApp, type AppOptions } from './app.ts'
export { startServer, type RunningServer, type ServerOptions } from './server.ts'
export { toApiSettings, type ApiSettings } from './settings.ts'
