/** Pages of the settings, in the order of use; `admin` ones are for administrators. */
export const settingsPlaces = [
  { name: 'settings', label: 'settings.profile', icon: 'i-lucide-user-round' },
  { name: 'settings-sign-in', label: 'devices.title', icon: 'i-lucide-key-round' },
  { name: 'settings-notifications', label: 'notifications.title', icon: 'i-lucide-mail' },
  { name: 'settings-ai', label: 'settings.ai', icon: 'i-lucide-shield-check' },
  { name: 'settings-programs', label: 'settings.api', icon: 'i-lucide-braces' },
  { name: 'settings-activity', label: 'audit.activity', icon: 'i-lucide-history' },
  { name: 'settings-data', label: 'myData.title', icon: 'i-lucide-hard-drive' },
] as const
