import { Type, type Static } from 'typebox'
import { frequencies, type Preferences, type PreferencesState } from '@phrm/core'
import { answer, closed, named, oneOf } from '../http/json-schema.ts'
import { problems } from '../http/problem.schema.ts'
import { MailSent } from '../auth/registration.schema.ts'

const fields = {
  email_notifications: Type.Boolean({
    description: 'Off: no mail but about the safety of the account.',
  }),
  record_reminders: Type.Boolean({ description: 'Follow-ups that are due.' }),
  security_alerts: Type.Boolean({
    description: 'Sign-ins on new devices, passwords, factors, tokens: at once, each by itself.',
  }),
  ai_insights: Type.Boolean({ description: 'Papers that were read, or that need a look.' }),
  notification_frequency: oneOf(frequencies, {
    description:
      '`daily` and `weekly` (Mondays) come at eight in the morning in the account’s time zone. `immediate` never comes before eight either.',
  }),
  detail_in_mail: Type.Boolean({
    description: 'Reminders say who and what; only to a confirmed address.',
  }),
}

const example = {
  email_notifications: true,
  record_reminders: true,
  security_alerts: true,
  ai_insights: true,
  notification_frequency: 'daily',
  detail_in_mail: false,
}

export const Notifications = answer(
  'Notifications',
  'What an account wants to be told by mail.',
  { ...fields, mail_configured: Type.Boolean({ description: 'Off: no mail is sent at all.' }) },
  { ...example, mail_configured: true },
)

export const NotificationsInput = closed(fields, { $id: 'NotificationsInput', examples: [example] })

const tags = ['user']

export const getNotifications = {
  operationId: 'getNotifications',
  summary: 'What one wants to be told by mail',
  tags,
  response: { 200: named(Notifications), ...problems(401) },
}

export const setNotifications = {
  operationId: 'setNotifications',
  summary: 'Choose what one wants to be told by mail',
  tags,
  body: named(NotificationsInput),
  response: { 200: named(Notifications), ...problems(401, 403, 413, 415) },
}

export const testNotifications = {
  operationId: 'sendTestMail',
  summary: 'Send a mail to oneself',
  tags,
  response: { 202: named(MailSent), ...problems(401, 409) },
}

export function toNotificationsBody(state: PreferencesState): Static<typeof Notifications> {
  return {
    email_notifications: state.emailNotifications,
    record_reminders: state.recordReminders,
    security_alerts: state.securityAlerts,
    ai_insights: state.aiInsights,
    notification_frequency: state.frequency,
    detail_in_mail: state.detailInMail,
    mail_configured: state.mailConfigured,
  }
}

export function toPreferences(body: Static<typeof NotificationsInput>): Preferences {
  return {
    emailNotifications: body.email_notifications,
    recordReminders: body.record_reminders,
    securityAlerts: body.security_alerts,
    aiInsights: body.ai_insights,
    frequency: body.notification_frequency,
    detailInMail: body.detail_in_mail,
  }
}
