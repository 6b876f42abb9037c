import { useRoute, useRouter } from 'vue-router'

/**
 * The secret of a link that was sent: it stands behind `#`, which no server sees. It is taken out of the address at once, so
 * that neither the history nor somebody who looks over a shoulder keeps it.
 */
export function useLinkToken(): string | undefined {
  const route = useRoute()
  const router = useRouter()
  const token = new URLSearchParams(route.hash.slice(1)).get('token') ?? ''
  if (route.hash) void router.replace({ path: route.path, query: route.query })
  return /^[\w-]{20,100}$/.test(token) ? token : undefined
}
