import type { AIAuditTrail, AuditTrail, SecurityEventLog } from '@phrm/core'
import { notFound } from '@phrm/core'
import { type Kysely, sql } from 'kysely'
import type { Database } from './tables.ts'

export function createAuditTrail(trx: Kysely<Database>): AuditTrail {
  return {
    async write({ action, familyMemberId, subject }) {
      await sql`select door.write_audit(${action}, ${familyMemberId ?? null}, ${subject ?? null})`.execute(
        trx,
      )
    },
  }
}

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

export function createSecurityEvents(db: Kysely<Database>): SecurityEventLog {
  return {
    async write({ type, accountId, ip, userAgent, details }) {
      await sql`select door.add_security_event(
        ${type}, ${accountId ?? null}, ${ip ?? null}, ${userAgent ?? null}, ${JSON.stringify(details ?? {})}::jsonb
      )`.execute(db)
    },
  }
}
