/** Pages for administrators, in the order of use. */
export const adminPlaces = [
  { name: 'admin', label: 'admin.overview', icon: 'i-lucide-gauge' },
  { name: 'admin-accounts', label: 'admin.accounts', icon: 'i-lucide-users-round' },
  { name: 'admin-registration', label: 'admin.registration', icon: 'i-lucide-door-open' },
  { name: 'admin-jobs', label: 'admin.jobs', icon: 'i-lucide-list-checks' },
  { name: 'admin-events', label: 'admin.events', icon: 'i-lucide-shield-alert' },
] as const
