import { defineQueryOptions, useMutation, useQueryCache } from '@pinia/colada'
import { api } from '../api/client.ts'
import { unwrap } from '../api/problem.ts'
import type { Notifications, NotificationsInput } from '../api/types.ts'

const key = ['user', 'notifications'] as const

export const notificationsQuery = defineQueryOptions({
  key,
  query: ({ signal }) => unwrap(api.GET('/api/v1/user/notifications', { signal })),
})

export function toChoices(saved: Notifications): NotificationsInput {
  return {
    email_notifications: saved.email_notifications,
    record_reminders: saved.record_reminders,
    security_alerts: saved.security_alerts,
    ai_insights: saved.ai_insights,
    notification_frequency: saved.notification_frequency,
    detail_in_mail: saved.detail_in_mail,
  }
}

export function useSetNotifications() {
  const cache = useQueryCache()
  return useMutation({
    mutation: (body: NotificationsInput) => unwrap(api.PUT('/api/v1/user/notifications', { body })),
    onSuccess: (saved: Notifications) => cache.setQueryData(key, saved),
  })
}
