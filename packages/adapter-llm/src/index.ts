import type { AIProvider } from '@phrm/core'
import { deepSeekProvider, type DeepSeekOptions } from './deepseek.ts'
import { groqProvider, type GroqOptions } from './groq.ts'
import { huggingFaceProvider, type HuggingFaceOptions } from './hugging-face.ts'
import { localProvider, type LocalOptions } from './local.ts'

export type { ConnectionOptions, Timeouts } from './connection.ts'
export { deepSeekProvider, groqProvider, huggingFaceProvider, localProvider }
export type { DeepSeekOptions, GroqOptions, HuggingFaceOptions, LocalOptions }

interface VendorOptions {
  local: LocalOptions
  huggingFace: HuggingFaceOptions
  groq: GroqOptions
  deepSeek: DeepSeekOptions
}

/** In the order in which they are tried. */
const vendors = ['local', 'huggingFace', 'groq', 'deepSeek'] as const satisfies Vendor[]
type Vendor = keyof VendorOptions

/** A vendor that is left out is not used. */
export type ProvidersConfig = { [V in (typeof vendors)[number]]?: VendorOptions[V] | undefined }

/** Those that are configured, in the order in which they are tried. Throws when an address is not acceptable. */
export function createProviders(config: ProvidersConfig): AIProvider[] {
  return vendors.flatMap((vendor) => openProvider(vendor, config) ?? [])
}

/** Options, order and case: a vendor that lacks one of the three does not compile. */
function openProvider(vendor: Vendor, config: ProvidersConfig): AIProvider | undefined {
  switch (vendor) {
    case 'local':
      return config.local && localProvider(config.local)
    case 'huggingFace':
      return config.huggingFace && huggingFaceProvider(config.huggingFace)
    case 'groq':
      return config.groq && groqProvider(config.groq)
    case 'deepSeek':
      return config.deepSeek && deepSeekProvider(config.deepSeek)
    default:
      return vendor satisfies never
  }
}
