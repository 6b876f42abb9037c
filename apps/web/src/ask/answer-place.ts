import type { ChatAnswer } from '../api/types.ts'

/** Where an answer was made. */
export type AnswerPlace = 'none' | 'machine' | 'network' | 'elsewhere'

export function toAnswerPlace({ model_used, host, local }: ChatAnswer): AnswerPlace {
  if (model_used === 'none' || host === null) return 'none'
  if (!local) return 'elsewhere'
  return isThisMachine(host) ? 'machine' : 'network'
}

export function isThisMachine(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(host)
}
