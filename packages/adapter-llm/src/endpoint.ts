import { BlockList, isIP } from 'node:net'

/** The address of a server as configured. Throws when health text must not go there. */
export function toEndpoint(address: string): URL {
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Error('The address of an AI server must begin with https:// or http://.')
  if (url.username || url.password)
    throw new Error('The address of an AI server must hold no user name or password.')
  if (linkLocal.check(...toIp(url)))
    throw new Error('An AI server cannot have a link-local address.')
  if (url.protocol === 'http:' && !isPrivateAddress(url) && !isPrivateName(url.hostname))
    throw new Error('An AI server outside the private network needs https://.')
  return url
}

/**
 * On this machine or in the private network by what is written: `localhost` or a loopback or private address. A name
 * could lead anywhere, today or tomorrow, and is not asked.
 */
export function isPrivateAddress(url: URL): boolean {
  const { hostname } = url
  if (hostname === 'localhost' || hostname.endsWith('.localhost')) return true
  return ownNetworks.check(...toIp(url))
}

/** Names that no public name server knows: plain http is allowed, consent is still asked. */
function isPrivateName(hostname: string): boolean {
  return /^[^.[\]]+$|\.(local|internal|lan|home\.arpa)$/.test(hostname)
}

function toIp({ hostname }: URL): [string, 'ipv4' | 'ipv6'] {
  const address = hostname.replace(/^\[|\]$/g, '')
  if (isIP(address) === 0) return ['0.0.0.0', 'ipv4']
  return [address, isIP(address) === 6 ? 'ipv6' : 'ipv4']
}

const ownNetworks = new BlockList()
ownNetworks.addSubnet('127.0.0.0', 8)
ownNetworks.addSubnet('10.0.0.0', 8)
ownNetworks.addSubnet('172.16.0.0', 12)
ownNetworks.addSubnet('192.168.0.0', 16)
ownNetworks.addAddress('::1', 'ipv6')
ownNetworks.addSubnet('fc00::', 7, 'ipv6')

/** Where clouds keep their keys (169.254.169.254). */
const linkLocal = new BlockList()
linkLocal.addSubnet('169.254.0.0', 16)
linkLocal.addSubnet('fe80::', 10, 'ipv6')
