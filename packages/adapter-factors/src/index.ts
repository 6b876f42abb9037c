export { createOneTimeCodes } from './one-time-codes.ts'
export { createPasskeyCeremonies } from './passkey-ceremonies.ts'
