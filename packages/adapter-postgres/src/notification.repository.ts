import type { Frequency, NotificationRepository, SubscriberDoor } from '@phrm/core'
import { type Kysely, sql } from 'kysely'
import { isoDate } from './iso-date.ts'
import type { Database } from './tables.ts'

export function createSubscribers(db: Kysely<Database>): SubscriberDoor {
  return {
    async findPreferences(accountId) {
      const { rows } = await sql<PreferencesRow>`
        select * from door.find_preferences(${accountId})`.execute(db)
      const [row] = rows
      return (
        row && {
          emailNotifications: row.email_notifications,
          recordReminders: row.record_reminders,
          securityAlerts: row.security_alerts,
          aiInsights: row.ai_insights,
          frequency: row.notification_frequency,
          detailInMail: row.detail_in_mail,
        }
      )
    },

    async list() {
      const { rows } = await sql<{ id: number }>`
        select id from door.list_subscribers() as id`.execute(db)
      return rows.map(({ id }) => id)
    },
  }
}

export function createNotifications(trx: Kysely<Database>): NotificationRepository {
  return {
    async setPreferences(wanted) {
      await sql`select door.set_preferences(
        ${wanted.emailNotifications}, ${wanted.recordReminders}, ${wanted.securityAlerts}, ${wanted.aiInsights},
        ${wanted.frequency}, ${wanted.detailInMail}
      )`.execute(trx)
    },

    async claimDigest(day) {
      const { rows } = await sql`
        insert into digests (user_id, day) values (door.current_account(), ${isoDate(day)}::date)
        on conflict (user_id) do update set day = excluded.day where digests.day < excluded.day
        returning user_id`.execute(trx)
      return rows.length > 0
    },

    async markTold(followUps) {
      const ids = followUps.map(({ recordId }) => recordId)
      const days = followUps.map(({ due }) => isoDate(due) ?? null)
      const { rows } = await sql<{ id: number }>`
        insert into told_followups (user_id, health_record_id, due)
        select door.current_account(), record, due
        from unnest(${ids}::integer[], ${days}::date[]) as told (record, due)
        on conflict do nothing
        returning health_record_id as id`.execute(trx)
      return rows.map(({ id }) => id)
    },

    async takeReadPapers(now) {
      await sql`insert into digests (user_id) values (door.current_account()) on conflict do nothing`.execute(
        trx,
      )
      // Locked, so that what two workers ask at once is counted by one of them.
      await sql`select from digests where user_id = door.current_account() for update`.execute(trx)
      const { rows } = await sql<{ read: number; needAttention: number }>`
        select
          count(*) filter (where d.state = 'done')::integer as read,
          count(*) filter (where d.state in ('needs_attention', 'failed'))::integer as "needAttention"
        from documents d
        join jobs j on j.id = d.job_id
        where d.deleted_at is null and j.state in ('done', 'failed') and j.finished_at <= ${now}
          and j.finished_at > (
            select greatest(papers_until, ${now}::timestamptz - interval '7 days')
            from digests where user_id = door.current_account()
          )`.execute(trx)
      const papers = rows[0] ?? { read: 0, needAttention: 0 }
      if (papers.read + papers.needAttention > 0)
        await sql`update digests set papers_until = ${now} where user_id = door.current_account()`.execute(
          trx,
        )
      return papers
    },
  }
}

interface PreferencesRow {
  email_notifications: boolean
  record_reminders: boolean
  security_alerts: boolean
  ai_insights: boolean
  notification_frequency: Frequency
  detail_in_mail: boolean
}
