import type { Device } from '../session/start-session.ts'

/** From where somebody acts, as the log of security events keeps it. */
export type Caller = Pick<Device, 'ip' | 'userAgent'>
