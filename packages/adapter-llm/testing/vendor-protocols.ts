import type { ChatBody } from './chat-body.ts'
import { chatProtocol } from './chat-protocol.ts'
import { ollamaProtocol } from './ollama-protocol.ts'
import type { Protocol, Served } from './vendor-protocol.ts'

export type Vendor = 'hugging-face' | 'groq' | 'deepseek' | 'openai' | 'ollama'

export const protocols: Record<Vendor, (served: Served) => Protocol> = {
  'hugging-face': (served) => {
    const [model = '', ...others] = served.models ?? ['google/medgemma-27b-text-it']
    return chatProtocol(served, {
      path: '/v1/chat/completions',
      models: [model, ...others],
      // The router takes the provider's name behind the model's, and answers without.
      toServed: (asked) => asked.split(':')[0] ?? '',
      unknownModel: (asked) => [
        400,
        `The requested model '${asked}' is not supported by any provider you have enabled.`,
        'model_not_supported',
      ],
      contextSize: 32_768,
      // Gemma's chat template raises an error otherwise.
      alternates: true,
    })
  },
  groq: (served) =>
    chatProtocol(served, {
      path: '/openai/v1/chat/completions',
      models: served.models ?? ['openai/gpt-oss-120b', 'qwen/qwen3-32b', 'allam-2-7b'],
      unknownModel: (asked) =>
        /deepseek-r1|llama-3\.3/.test(asked)
          ? [400, `The model \`${asked}\` has been decommissioned.`, 'model_decommissioned']
          : [
              404,
              `The model \`${asked}\` does not exist or you do not have access to it.`,
              'model_not_found',
            ],
      contextSize: 131_072,
      known: [...openAIParameters, 'include_reasoning', 'reasoning_format', 'reasoning_effort'],
      check: groqReasoning,
    }),
  deepseek: (served) =>
    chatProtocol(served, {
      path: '/chat/completions',
      models: served.models ?? ['deepseek-flash', 'deepseek-v4-pro'],
      // Whatever name is asked for, the one model answers.
      toServed: (asked) => (asked === 'deepseek-v4-pro' ? 'deepseek-flash' : asked),
      unknownModel: (asked) => [
        400,
        `The supported API model names are deepseek-flash, deepseek-v4-pro, but you passed ${asked}.`,
        'invalid_request_error',
      ],
      contextSize: 1_048_576,
      thinks: ({ thinking }) => thinking?.type !== 'disabled',
      check: ({ thinking }) =>
        thinking && !['enabled', 'disabled'].includes(thinking.type) ? 'thinking.type' : undefined,
    }),
  openai: (served) =>
    chatProtocol(served, {
      path: '/v1/chat/completions',
      models: served.models ?? ['medgemma-4b-it'],
      unknownModel: (asked) => [404, `The model '${asked}' does not exist.`, 'model_not_found'],
      contextSize: 32_768,
      known: openAIParameters,
    }),
  ollama: ollamaProtocol,
}

const openAIParameters = [
  'model',
  'messages',
  'stream',
  'stream_options',
  'temperature',
  'max_tokens',
  'max_completion_tokens',
  'top_p',
  'stop',
  'seed',
  'response_format',
]

function groqReasoning({
  model,
  include_reasoning,
  reasoning_format,
}: ChatBody): string | undefined {
  const formats = /qwen|deepseek-r1/.test(model)
  if (include_reasoning !== undefined && reasoning_format !== undefined)
    return 'include_reasoning and reasoning_format are mutually exclusive'
  if (reasoning_format !== undefined && !formats)
    return 'reasoning_format is not supported by this model'
  if (include_reasoning !== undefined && !formats && !/gpt-oss/.test(model))
    return 'include_reasoning is not supported by this model'
  return undefined
}
