import type { AIAuditTrail, AuditTrail } from '@phrm/core'
import { isAboutHealth, notFound, oneLine, toEvent, toPage } from '@phrm/core'
import { CompiledQuery, type Kysely, sql } from 'kysely'
import { type AccessRow, type SecurityEventRow, toAccess, toSecurityEvent } from './audit.row.ts'
import type { Database } from './tables.ts'

export function createAuditTrail(trx: Kysely<Database>): AuditTrail {
  return {
    async write({ action, familyMemberId, subject }) {
      const event = toEvent(action)
      const members = familyMemberId === undefined ? [] : [familyMemberId]
      await trx.executeQuery(
        CompiledQuery.raw(writeText, [
          action,
          event,
          isAboutHealth(event),
          members,
          subject ?? null,
        ]),
      )
    },

    async noteRead({ action, familyMemberId = null, recordId = null, documentId = null }) {
      const values = [action, toEvent(action), familyMemberId, recordId, documentId]
      await trx.executeQuery(CompiledQuery.raw(noteReadText, values))
    },

    async event({ type, ip, userAgent, details }) {
      await sql`select door.add_own_event(
        ${type}, ${ip ?? null}, ${oneLine(userAgent) ?? null}, ${JSON.stringify(details ?? {})}::jsonb
      )`.execute(trx)
    },

    async listAccesses(familyMemberId, page) {
      const { rows } = await sql<AccessRow>`select * from door.list_accesses(
        ${familyMemberId}, ${page.perPage}, ${(page.page - 1) * page.perPage}
      )`.execute(trx)
      return toPage(rows.map(toAccess), rows[0]?.total ?? 0, page)
    },

    async listOwnEvents(page) {
      const { rows } = await sql<SecurityEventRow>`select * from door.list_own_events(
        ${page.perPage}, ${(page.page - 1) * page.perPage}
      )`.execute(trx)
      return toPage(rows.map(toSecurityEvent), rows[0]?.total ?? 0, page)
    },
  }
}

/** Part of most requests, so they are not composed anew each time. */
const writeText = 'select door.write_audit($1, $2, $3, $4, $5)'

/** The one statement that a reading may write with. */
export const noteReadText = 'select door.note_read($1, $2, $3, $4, $5)'

export function createAIAuditTrail(trx: Kysely<Database>): AIAuditTrail {
  return {
    async begin(attempt) {
      const { id } = await trx
        .insertInto('ai_audit_logs')
        .values({
          user_id: sql`door.current_account()`,
          operation_type: attempt.operation,
          input_content: attempt.inputHmac,
          family_member_id: attempt.familyMemberId,
          provider: attempt.provider,
          host: attempt.host,
          is_local: attempt.isLocal,
          model_asked: attempt.modelAsked,
          record_ids: attempt.recordIds,
          document_ids: attempt.documentIds,
          fallback_from: attempt.fallbackFrom ?? null,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      return id
    },

    async end(id, outcome) {
      const { rows } = await sql<{ id: number }>`
        insert into ai_audit_logs (
          attempt_id, user_id, operation_type, input_content, family_member_id, provider, host, is_local, model_asked,
          record_ids, document_ids, fallback_from,
          outcome, failure, model_used, response_length, processing_time, prompt_tokens, completion_tokens
        )
        select
          id, user_id, operation_type, input_content, family_member_id, provider, host, is_local, model_asked,
          record_ids, document_ids, fallback_from,
          ${outcome.outcome}, ${outcome.failure ?? null}, ${outcome.modelAnswered ?? null}, ${outcome.responseLength},
          ${outcome.processingTime}, ${outcome.promptTokens ?? null}, ${outcome.completionTokens ?? null}
        from ai_audit_logs
        where id = ${id} and attempt_id is null
        returning id`.execute(trx)
      if (rows.length === 0) throw notFound()
    },
  }
}
