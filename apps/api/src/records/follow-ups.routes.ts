import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { toNull, answer, Day, Id, named, orNull } from '../http/json-schema.ts'
import type { FeatureOptions } from '../http/feature.ts'
import { problems } from '../http/problem.schema.ts'
import { HealthRecord, RecordPerson } from './records.schema.ts'

const [record] = HealthRecord.examples as [{ id: number; [field: string]: unknown }]

const FollowUps = answer(
  'FollowUps',
  'What is due, the earliest first.',
  {
    today: { ...Day, description: 'In the account’s time zone.' },
    follow_ups: Type.Array(
      Type.Object({
        record_id: Id,
        due: Day,
        family_member: RecordPerson,
        chief_complaint: orNull(Type.String()),
        review_followup: orNull(Type.String()),
      }),
    ),
  },
  {
    today: '2024-01-20',
    follow_ups: [
      {
        record_id: record.id,
        due: record['review_followup_due'],
        family_member: record['family_member'],
        chief_complaint: record['chief_complaint'],
        review_followup: record['review_followup'],
      },
    ],
  },
)

const listFollowUps = {
  operationId: 'listFollowUps',
  summary: 'Follow-ups that were due, or are within two weeks',
  description:
    'A record without `review_followup_due` is not among them: emptying it ends the reminder.',
  tags: ['records'],
  response: { 200: named(FollowUps), ...problems(401) },
}

export const followUpsRoutes: FastifyPluginAsyncTypebox<FeatureOptions> = async (
  app,
  { useCases },
) => {
  app.addSchema(FollowUps)

  app.get(
    '/follow-ups',
    { schema: listFollowUps, config: { scope: 'records:read' } },
    async ({ actor }) => {
      const { today, followUps } = await useCases.healthRecords.listFollowUps(actor)
      return {
        today,
        follow_ups: followUps.map(({ recordId, due, familyMember, ...texts }) => ({
          record_id: recordId,
          due,
          family_member: familyMember,
          chief_complaint: toNull(texts.chiefComplaint),
          review_followup: toNull(texts.reviewFollowup),
        })),
      }
    },
  )
}
