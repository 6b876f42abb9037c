import { useRoute, useRouter } from 'vue-router'

/**
 * The secrets of a link that was sent, by their names: they stand behind `#`, which no server sees. They are taken out of the
 * address at once, so that neither the history nor somebody who looks over a shoulder keeps them.
 */
export function useLinkSecrets<Name extends string>(
  ...names: Name[]
): Partial<Record<Name, string>> {
  const route = useRoute()
  const router = useRouter()
  const given = new URLSearchParams(route.hash.slice(1))
  if (route.hash) void router.replace({ path: route.path, query: route.query })
  const found = names.flatMap((name) => {
    const secret = given.get(name) ?? ''
    return /^[\w-]{20,100}$/.test(secret) ? [[name, secret]] : []
  })
  return Object.fromEntries(found) as Partial<Record<Name, string>>
}

export function useLinkToken(): string | undefined {
  return useLinkSecrets('token').token
}
