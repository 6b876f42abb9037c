import { AIProviderError } from '@phrm/core'
import type { Connection } from './connection.ts'
import { toProviderError } from './failure.ts'

export interface ProbeOptions {
  /** With the path, as in `https://api.deepseek.com/v1`; asked for its list of models. */
  baseUrl: string
  apiKey: string
  connection: Connection
}

/** Whether the server answers, without a word about anybody: the list of models costs nothing at any vendor. */
export function probeModels({ baseUrl, apiKey, connection: { fetch } }: ProbeOptions) {
  return async (signal: AbortSignal): Promise<void> => {
    try {
      const response = await fetch(`${baseUrl.replace(/\/+$/, '')}/models`, {
        headers: { authorization: `Bearer ${apiKey}` },
        signal,
      })
      await response.body?.cancel()
    } catch (error) {
      if (signal.aborted) throw new AIProviderError('timeout', 'No answer in time.')
      throw toProviderError(error, signal)
    }
  }
}
