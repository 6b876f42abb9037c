import { shallowReactive, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/**
 * The secrets of a link that was sent, by their names: they stand behind `#`, which no server sees. They are taken out of the
 * address at once, so that neither the history nor somebody who looks over a shoulder keeps them. A link that is opened where
 * its page is open already is another `#` alone.
 */
export function useLinkSecrets<Name extends string>(
  ...names: Name[]
): Readonly<Partial<Record<Name, string>>> {
  const route = useRoute()
  const router = useRouter()
  const secrets = shallowReactive<Record<string, string | undefined>>({})

  watch(
    () => route.hash,
    (hash) => {
      if (!hash) return
      const given = new URLSearchParams(hash.slice(1))
      for (const name of names) {
        const secret = given.get(name) ?? ''
        secrets[name] = /^[\w-]{20,100}$/.test(secret) ? secret : undefined
      }
      void router.replace({ path: route.path, query: route.query })
    },
    { immediate: true },
  )
  return secrets as Readonly<Partial<Record<Name, string>>>
}

export function useLinkToken(): string | undefined {
  return useLinkSecrets('token').token
}
