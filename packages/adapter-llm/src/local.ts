import { AIProviderError, type AIFailure, type AIProvider } from '@phrm/core'
import { createProvider, type Exchange } from './completion.ts'
import { openConnection, type Connection, type ConnectionOptions } from './connection.ts'
import { isPrivateAddress, toEndpoint } from './endpoint.ts'
import { ollama } from './ollama.ts'
import { openAICompatible } from './openai-compatible.ts'
import { probeModels } from './probe.ts'
import { refuseTooLong } from './token-estimate.ts'

export interface LocalOptions extends ConnectionOptions {
  /** Of Ollama, or of a server that speaks OpenAI's protocol (`/v1` is added when there is no path). */
  baseUrl: string
  model: string
  apiKey?: string | undefined
  /**
   * Tokens that the model reads and writes together. Ollama is told and uses 8192 unless told; of other servers nothing
   * is assumed. What does not fit fails as `too-long` before anything is sent.
   */
  contextSize?: number | undefined
}

/** Slower than a remote host: the model may have to be loaded, and a processor reads a long prompt for a minute. */
const localTimeouts = { connect: 3_000, firstToken: 90_000, idle: 30_000, total: 300_000 }

/** A server of one's own. It is spoken to in Ollama's protocol when it is an Ollama: only there it heeds the context size. */
export function localProvider(options: LocalOptions): AIProvider {
  const { model, contextSize } = options
  const endpoint = toEndpoint(options.baseUrl)
  const connection = openConnection(options, localTimeouts)
  const isLocal = isPrivateAddress(endpoint) && !isCloudModel(model)
  const native = ollama({
    endpoint,
    model,
    isLocal,
    contextSize: contextSize ?? 8192,
    connection,
  })
  const { apiKey = 'none' } = options
  const baseUrl = toBaseUrl(endpoint)
  const compatible = openAICompatible({ baseUrl, apiKey, model, connection })
  const probeCompatible = probeModels({ baseUrl, apiKey, connection })
  const isOllama = detectOllama(endpoint, connection)

  /** Asked anew each time: what was found out once may have stopped since. */
  async function probe(signal: AbortSignal): Promise<void> {
    const isHere = await detectOllama(endpoint, connection)(signal)
    if (!isHere) await probeCompatible(signal)
  }

  const exchange: Exchange = async function* (request) {
    if (await isOllama(request.signal)) return yield* native(request)
    if (contextSize) refuseTooLong(request, contextSize)
    yield* compatible(request)
  }
  const about = { key: 'local', model, host: endpoint.host, isLocal, probe }
  return createProvider(about, connection, exchange)
}

/** Ollama passes these on to its own servers. */
function isCloudModel(model: string): boolean {
  return /[-:]cloud$/i.test(model)
}

function toBaseUrl({ origin, pathname }: URL): string {
  const path = pathname.replace(/\/+$/, '')
  return origin + (path || '/v1')
}

/** Asks once; only an answer is remembered. */
function detectOllama({ origin }: URL, { fetch }: Connection) {
  let known: boolean | undefined
  return async (signal: AbortSignal): Promise<boolean> => {
    known ??= await ask(signal)
    return known
  }

  async function ask(signal: AbortSignal): Promise<boolean> {
    try {
      const response = await fetch(`${origin}/api/version`, { signal })
      const { version } = Object(await response.json()) as { version?: unknown }
      return typeof version === 'string'
    } catch (error) {
      if (error instanceof SyntaxError) return false
      if (error instanceof AIProviderError && meansAnotherServer.has(error.failure)) return false
      throw error
    }
  }
}

const meansAnotherServer: ReadonlySet<AIFailure> = new Set([
  'model-gone',
  'refused',
  'wrong-key',
  'no-rights',
  'garbled',
])
