import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'

declare module 'vue-router' {
  interface RouteMeta {
    /** Key of the page's title among the texts. */
    title?: string
    /** Reached without signing in, and shown without the navigation. */
    open?: boolean
    /** An open page that those who are signed in reach as well: where links of letters lead. */
    always?: boolean
    /** For administrators; to others it is not there. */
    admin?: boolean
    /** Takes the whole width, as a page beside its text does. */
    wide?: boolean
    /** Has a bar of its own at the bottom, where phones show the navigation. */
    writing?: boolean
  }
}

/** `documents/:id` takes the page by `?page=2` and a mark by `?highlight=<id>`: never words, as addresses are logged. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/',
    name: 'home',
    meta: { title: 'home.title' },
    component: () => import('./home/HomePage.vue'),
  },
  {
    path: '/people',
    name: 'people',
    meta: { title: 'people.title' },
    component: () => import('./people/PeoplePage.vue'),
  },
  {
    path: '/people/:id(\\d+)',
    name: 'person',
    meta: { title: 'people.person' },
    component: () => import('./people/PersonPage.vue'),
  },
  {
    path: '/records',
    name: 'records',
    meta: { title: 'records.title' },
    component: () => import('./records/RecordsPage.vue'),
  },
  {
    path: '/records/new',
    name: 'record-new',
    meta: { title: 'records.new', writing: true },
    component: () => import('./records/RecordNewPage.vue'),
  },
  {
    path: '/records/:id(\\d+)',
    name: 'record',
    meta: { title: 'records.one' },
    component: () => import('./records/RecordPage.vue'),
  },
  {
    path: '/records/:id(\\d+)/edit',
    name: 'record-edit',
    meta: { title: 'records.edit', writing: true },
    component: () => import('./records/RecordEditPage.vue'),
  },
  {
    path: '/documents',
    name: 'documents',
    meta: { title: 'documents.title' },
    component: () => import('./documents/DocumentsPage.vue'),
  },
  {
    path: '/documents/:id(\\d+)',
    name: 'document',
    meta: { title: 'documents.one', wide: true },
    component: () => import('./documents/DocumentPage.vue'),
  },
  {
    path: '/search',
    name: 'search',
    meta: { title: 'search.title' },
    component: () => import('./search/SearchPage.vue'),
  },
  {
    path: '/ask',
    name: 'ask',
    meta: { title: 'ask.title', wide: true },
    component: () => import('./ask/AskPage.vue'),
  },
  {
    path: '/settings',
    name: 'settings',
    meta: { title: 'settings.title' },
    component: () => import('./settings/SettingsPage.vue'),
  },
  {
    path: '/settings/notifications',
    name: 'settings-notifications',
    meta: { title: 'notifications.title' },
    component: () => import('./notifications/NotificationsPage.vue'),
  },
  {
    path: '/settings/ai',
    name: 'settings-ai',
    meta: { title: 'settings.ai' },
    component: () => import('./settings/AiPage.vue'),
  },
  {
    path: '/settings/sign-in',
    name: 'settings-sign-in',
    meta: { title: 'devices.title' },
    component: () => import('./devices/SignInSettingsPage.vue'),
  },
  {
    path: '/settings/activity',
    name: 'settings-activity',
    meta: { title: 'audit.activity' },
    component: () => import('./audit/ActivityPage.vue'),
  },
  {
    path: '/settings/programs',
    name: 'settings-programs',
    meta: { title: 'settings.api' },
    component: () => import('./settings/ProgramsPage.vue'),
  },
  {
    path: '/settings/data',
    name: 'settings-data',
    meta: { title: 'myData.title' },
    component: () => import('./settings/DataPage.vue'),
  },
  {
    path: '/admin',
    name: 'admin',
    meta: { title: 'admin.overview', admin: true },
    component: () => import('./admin/OverviewPage.vue'),
  },
  {
    path: '/admin/accounts',
    name: 'admin-accounts',
    meta: { title: 'admin.accounts', admin: true },
    component: () => import('./admin/AccountsPage.vue'),
  },
  {
    path: '/admin/registration',
    name: 'admin-registration',
    meta: { title: 'admin.registration', admin: true },
    component: () => import('./admin/RegistrationPage.vue'),
  },
  {
    path: '/admin/jobs',
    name: 'admin-jobs',
    meta: { title: 'admin.jobs', admin: true },
    component: () => import('./admin/JobsPage.vue'),
  },
  {
    path: '/admin/events',
    name: 'admin-events',
    meta: { title: 'admin.events', admin: true },
    component: () => import('./admin/EventsPage.vue'),
  },
  {
    path: '/sign-in',
    name: 'sign-in',
    meta: { title: 'auth.signIn', open: true },
    component: () => import('./auth/SignInPage.vue'),
  },
  {
    path: '/forgot',
    name: 'forgot',
    meta: { title: 'reset.forgot', open: true },
    component: () => import('./auth/ForgotPage.vue'),
  },
  {
    path: '/reset',
    name: 'reset',
    meta: { title: 'reset.title', open: true, always: true },
    component: () => import('./auth/ResetPage.vue'),
  },
  {
    path: '/confirm-email',
    name: 'confirm-email',
    meta: { title: 'reset.confirm.askTitle', open: true, always: true },
    component: () => import('./auth/ConfirmEmailPage.vue'),
  },
  {
    path: '/register',
    name: 'register',
    meta: { title: 'auth.register', open: true },
    component: () => import('./auth/RegisterPage.vue'),
  },
  {
    path: '/:rest(.*)*',
    name: 'not-found',
    meta: { title: 'app.notFound' },
    component: () => import('./app/NotFoundPage.vue'),
  },
]

export function createAppRouter(history = createWebHistory(), pages = routes) {
  return createRouter({
    history,
    routes: pages,
    // What stands behind `#` in the link of a letter is a secret and no place on the page.
    scrollBehavior: (to, _from, saved) =>
      saved ?? (/^#[\w-]+$/.test(to.hash) ? { el: to.hash } : { top: 0 }),
  })
}
