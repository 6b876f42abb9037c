import { PiniaColada } from '@pinia/colada'
import ui from '@nuxt/ui/vue-plugin'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { defineComponent, h } from 'vue'
import { createMemoryHistory, RouterView } from 'vue-router'
import UApp from '@nuxt/ui/components/App.vue'
import { access } from '../api/client.ts'
import { useSessionStore } from '../auth/session.store.ts'
import { createAppRouter, routes } from '../router.ts'
import { session } from './samples.ts'

export interface MountOptions {
  /** Runs before the first navigation, with everything installed. */
  before?: (router: ReturnType<typeof createAppRouter>) => void
  signedIn?: boolean
  /** Names of the pages that are really loaded; the others are empty. */
  pages: string[]
}

/** The page of an address as the application shows it, without the shell. */
export async function mountPage(path: string, { before, signedIn = true, pages }: MountOptions) {
  const pinia = createPinia()
  setActivePinia(pinia)
  const router = createAppRouter(createMemoryHistory(), withOnly(pages))
  if (signedIn) {
    access.accept(session)
    useSessionStore().user = session.user
  }
  before?.(router)
  await router.push(path)
  const Root = defineComponent(() => () => h(UApp, null, { default: () => h(RouterView) }))
  const wrapper = mount(Root, {
    attachTo: document.body,
    global: { plugins: [pinia, PiniaColada, router, ui] },
  })
  await settle()
  return { wrapper, router }
}

function withOnly(pages: string[]): typeof routes {
  const Empty = { render: () => null }
  return routes.map((route) =>
    pages.includes(String(route.name))
      ? route
      : { path: route.path, name: route.name, meta: route.meta, component: Empty },
  )
}

/** Lets requests, lazy pages and forms come to rest. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) {
    await flushPromises()
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
