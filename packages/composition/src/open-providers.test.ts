import { expect, test } from 'vitest'
import { ConfigurationError } from './config/environment.ts'
import { openProviders } from './open-providers.ts'

const vendor = { apiKey: 'hf_key', model: 'm' }

test('local first, then the original’s order', () => {
  const local = { baseUrl: 'http://127.0.0.1:11434', model: 'm', contextTokens: 8192 }
  const providers = openProviders({ deepSeek: vendor, groq: vendor, huggingFace: vendor, local })
  expect(providers.map(({ key, isLocal }) => [key, isLocal])).toEqual([
    ['local', true],
    ['medgemma', false],
    ['groq', false],
    ['deepseek', false],
  ])
})

test('health text does not travel in the clear, whatever the configuration says', () => {
  const open = () => openProviders({ groq: { ...vendor, baseUrl: 'http://ai.example.com' } })
  expect(open).toThrow(ConfigurationError)
})
