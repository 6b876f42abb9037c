import { PiniaColada } from '@pinia/colada'
import ui from '@nuxt/ui/vue-plugin'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './app/App.vue'
import { guardSession } from './auth/session.guard.ts'
import { i18n, translate } from './i18n/i18n.ts'
import { createAppRouter } from './router.ts'
import './main.css'

const app = createApp(App)
const router = createAppRouter()

app.use(createPinia())
app.use(PiniaColada, { queryOptions: { staleTime: 10_000, gcTime: 300_000 } })
app.use(i18n)
guardSession(router)
router.afterEach((to) => {
  document.title = `${translate(to.meta.title ?? 'app.fullName')} · ${translate('app.name')}`
})
app.use(router)
app.use(ui)
app.mount('#app')
