import type { RouteLocationNormalized, RouteLocationRaw, Router } from 'vue-router'
import { api } from '../api/client.ts'
import { unwrap } from '../api/problem.ts'
import { useSessionStore } from './session.store.ts'

/** Keeps strangers at the door, and remembers where they wanted to go. */
export function guardSession(router: Router) {
  router.beforeEach(async (to) => {
    const session = useSessionStore()
    await session.start()
    if (!session.reachable) return true
    if (session.user) {
      const isElsewhere = to.meta.admin ? !session.user.is_admin : to.meta.open && !to.meta.always
      return isElsewhere ? { name: 'home' } : true
    }
    return to.meta.open ? true : toDoor(to)
  })
}

async function toDoor(to: RouteLocationNormalized): Promise<RouteLocationRaw> {
  const { first_account } = await unwrap(api.GET('/api/v1/auth/registration')).catch(() => ({
    first_account: false,
  }))
  const query = to.fullPath === '/' ? {} : { back: to.fullPath }
  return { name: first_account ? 'register' : 'sign-in', query }
}

/** The place to return to after signing in: only one of our own pages. */
export function toReturnPlace(router: Router, back: unknown): RouteLocationRaw {
  if (typeof back !== 'string' || !back.startsWith('/') || back.startsWith('//')) {
    return { name: 'home' }
  }
  const place = router.resolve(back)
  return place.meta.open || place.name === 'not-found' ? { name: 'home' } : place
}
