import { InferenceClient } from '@huggingface/inference'
import type { AIProvider } from '@phrm/core'
import { toPieces } from './chat-chunk.ts'
import { createProvider } from './completion.ts'
import { openConnection, type ConnectionOptions } from './connection.ts'
import { toEndpoint } from './endpoint.ts'
import { probeModels } from './probe.ts'

export interface HuggingFaceOptions extends ConnectionOptions {
  accessToken: string
  /** `google/medgemma-27b-text-it` unless told; it is gated, so the token's owner must have accepted its terms. */
  model?: string | undefined
  /** A dedicated Inference Endpoint; the router for all providers unless told. */
  endpointUrl?: string | undefined
}

export function huggingFaceProvider(options: HuggingFaceOptions): AIProvider {
  const { accessToken, model = 'google/medgemma-27b-text-it' } = options
  const endpoint = toEndpoint(options.endpointUrl ?? 'https://router.huggingface.co/v1')
  const connection = openConnection(options)
  const client = new InferenceClient(accessToken, {
    endpointUrl: endpoint.href,
    // Otherwise a 503 is tried again for ever, without a pause.
    retry_on_error: false,
    fetch: connection.fetch,
  })
  const probe = probeModels({ baseUrl: endpoint.href, apiKey: accessToken, connection })
  const about = { key: 'medgemma', model, host: endpoint.host, isLocal: false, probe }

  return createProvider(about, connection, ({ messages, maxTokens, temperature, signal }) =>
    toPieces(
      client.chatCompletionStream(
        {
          model,
          messages: messages.map((message) => ({ ...message })),
          max_tokens: maxTokens,
          temperature,
          stream_options: { include_usage: true },
        },
        { signal },
      ),
    ),
  )
}
