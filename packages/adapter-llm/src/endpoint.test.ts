import { describe, expect, it } from 'vitest'
import { isPrivateAddress, toEndpoint } from './endpoint.ts'

describe('endpoint', () => {
  it.for([
    'http://localhost:11434',
    'http://ollama.localhost',
    'http://127.0.0.1:8080/v1',
    'http://127.1',
    'http://2130706433',
    'http://10.1.2.3',
    'http://172.31.255.255',
    'http://192.168.0.10',
    'http://[::1]:11434',
    'http://[::ffff:127.0.0.1]',
    'http://[fd12::1]',
  ])('%s is local', (address) => expect(isPrivateAddress(toEndpoint(address))).toBe(true))

  it.for([
    'https://localhost.example.com',
    'https://127.0.0.1.example.com',
    'https://10.example.com',
    'https://172.32.0.1',
    'https://192.169.0.1',
    'https://8.8.8.8',
    'https://[2001:db8::1]',
    'https://[::ffff:8.8.8.8]',
    'http://ollama:11434',
    'http://nas.local',
  ])('%s is not', (address) => expect(isPrivateAddress(toEndpoint(address))).toBe(false))

  it.for([
    ['http://example.com/v1', /https/],
    ['http://8.8.8.8', /https/],
    ['http://169.254.169.254/latest', /link-local/],
    ['https://[::ffff:169.254.169.254]', /link-local/],
    ['http://[fe80::1]', /link-local/],
    ['file:///etc/passwd', /https/],
    ['ftp://10.0.0.1', /https/],
    ['https://user:secret@example.com', /password/],
    ['localhost:11434', /https/],
    ['', /https/],
  ] as const)('%s is refused', ([address, message]) => {
    expect(() => toEndpoint(address)).toThrow(message)
    expect(() => toEndpoint(address)).not.toThrow(/secret/)
  })
})
