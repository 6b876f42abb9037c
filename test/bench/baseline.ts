import Fastify from 'fastify'
import pg from 'pg'
import { poolSize, type Serving } from './variant.process.ts'

/** What one would write who needs this list and nothing else: one handler, one named statement, a response schema. */
export async function serveBaseline(databaseUrl: string): Promise<Serving> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize })
  const app = Fastify()
  app.get<{ Querystring: { family_member_id: string } }>(
    '/api/v1/records',
    { schema: { response: { 200: answer } } },
    async ({ query }) => {
      const values = [Number(query.family_member_id), 20]
      const { rows } = await pool.query<Row>({ name: 'records', text: statement, values })
      const total = rows[0]?.total ?? 0
      return { records: rows.map(toRecord), total, page: 1, pages: Math.ceil(total / 20) }
    },
  )
  await app.listen({ host: '127.0.0.1', port: 0 })
  return { port: (app.server.address() as { port: number }).port, signingSecret: '' }
}

const statement = `
  select
    r.id, r.date::text, r.chief_complaint, r.doctor, r.diagnosis, m.id as member_id, m.name, m.relationship,
    (
      select json_agg(json_build_object('id', d.id, 'filename', d.filename, 'uploaded_at',
        to_char(d.uploaded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by d.uploaded_at, d.id)
      from documents d where d.health_record_id = r.id and d.deleted_at is null
    ) as documents,
    (select count(*)::integer from health_records where family_member_id = $1 and deleted_at is null) as total
  from health_records r join family_members m on m.id = r.family_member_id
  where r.family_member_id = $1 and r.deleted_at is null
  order by r.date desc, r.id desc
  limit $2`

interface Row {
  id: number
  date: string
  chief_complaint: string | null
  doctor: string | null
  diagnosis: string | null
  member_id: number
  name: string
  relationship: string
  documents: object[] | null
  total: number
}

function toRecord({ member_id, name, relationship, documents, ...record }: Row) {
  return {
    ...record,
    family_member: { id: member_id, name, relationship },
    documents: documents ?? [],
  }
}

const integer = { type: 'integer' }
const text = { type: 'string' }
const textOrNull = { type: ['string', 'null'] }
const object = (properties: object) => ({ type: 'object', properties })
const answer = object({
  records: {
    type: 'array',
    items: object({
      id: integer,
      date: text,
      chief_complaint: textOrNull,
      doctor: textOrNull,
      diagnosis: textOrNull,
      family_member: object({ id: integer, name: text, relationship: text }),
      documents: {
        type: 'array',
        items: object({ id: integer, filename: text, uploaded_at: text }),
      },
    }),
  },
  total: integer,
  page: integer,
  pages: integer,
})
