export { toCode } from './authenticator-app.ts'
export { createDevice, type Device, type Lie } from './passkey-device.ts'
