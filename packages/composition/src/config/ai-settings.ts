import type { EnvironmentReader } from './environment.ts'

export interface VendorSettings {
  apiKey: string
  model: string
  /** Left out: the vendor's own address. */
  baseUrl?: string | undefined
}

export interface LocalSettings {
  baseUrl: string
  model: string
  apiKey?: string | undefined
  /** Tokens that the model can take in. */
  contextTokens: number
}

/** A vendor without a key is absent. */
export interface AISettings {
  local?: LocalSettings | undefined
  huggingFace?: VendorSettings | undefined
  groq?: VendorSettings | undefined
  deepSeek?: VendorSettings | undefined
}

/**
 * The original's variables. Its default models are gone (Groq and DeepSeek ended theirs in 2025 and 2026); these
 * defaults answered in November 2026.
 */
export function readAISettings(reader: EnvironmentReader): AISettings {
  return {
    local: readLocal(reader),
    huggingFace: readVendor(reader, 'HUGGINGFACE', {
      key: 'HUGGINGFACE_ACCESS_TOKEN',
      model: 'google/medgemma-27b-text-it',
    }),
    groq: readVendor(reader, 'GROQ', { key: 'GROQ_API_KEY', model: 'openai/gpt-oss-120b' }),
    deepSeek: readVendor(reader, 'DEEPSEEK', { key: 'DEEPSEEK_API_KEY', model: 'deepseek-flash' }),
  }
}

function readVendor(
  reader: EnvironmentReader,
  prefix: string,
  { key, model }: { key: string; model: string },
): VendorSettings | undefined {
  const apiKey = reader.text(key)
  const baseUrl = reader.url(`${prefix}_BASE_URL`, ['http:', 'https:'])
  return apiKey ? { apiKey, model: reader.text(`${prefix}_MODEL`) ?? model, baseUrl } : undefined
}

function readLocal(reader: EnvironmentReader): LocalSettings | undefined {
  const baseUrl = reader.url('LOCAL_AI_BASE_URL', ['http:', 'https:'])
  if (baseUrl === undefined) return undefined
  return {
    baseUrl,
    model: reader.text('LOCAL_AI_MODEL') ?? 'medgemma:4b',
    apiKey: reader.text('LOCAL_AI_API_KEY'),
    contextTokens: reader.integer('LOCAL_AI_CONTEXT', {
      default: 8192,
      minimum: 1024,
      maximum: 2_000_000,
    }),
  }
}
