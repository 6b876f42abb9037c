import type { FamilyMember, FamilyMemberInput, FamilyMemberRepository } from '@phrm/core'
import { notFound } from '@phrm/core'
import { CompiledQuery, type Kysely, type Selectable, sql } from 'kysely'
import { isoDate } from './iso-date.ts'
import type { Database, FamilyMemberTable } from './tables.ts'

export function createFamilyMembers(trx: Kysely<Database>): FamilyMemberRepository {
  const select = () =>
    trx
      .selectFrom('family_members')
      .select(columns)
      .where('deleted_at', 'is', null)
      .$castTo<FamilyMemberRow>()

  async function find(id: number): Promise<FamilyMember | undefined> {
    const { rows } = await trx.executeQuery<FamilyMemberRow>(CompiledQuery.raw(findText, [id]))
    return rows[0] && toFamilyMember(rows[0])
  }

  return {
    find,

    async list() {
      const rows = await select()
        .orderBy(sql`id <> door.self_member()`)
        .orderBy('id')
        .execute()
      return rows.map(toFamilyMember)
    },

    async findSelf() {
      const row = await select()
        .where('id', '=', sql<number>`door.self_member()`)
        .executeTakeFirst()
      if (!row) throw notFound()
      return toFamilyMember(row)
    },

    async add({ name, relationship, dateOfBirth, sex, medicalHistory }) {
      const { rows } = await sql<{ id: number }>`select door.add_family_member(
        ${name}, ${relationship}, ${isoDate(dateOfBirth) ?? null}, ${sex ?? null}, ${medicalHistory ?? null}
      ) as id`.execute(trx)
      const member = rows[0] && (await find(rows[0].id))
      if (!member) throw notFound()
      return member
    },

    async update(id, input, version) {
      const row = await trx
        .updateTable('family_members')
        .set(toRow(input))
        .set({ updated_at: sql`now()`, version: sql`version + 1` })
        .where('id', '=', id)
        .where('deleted_at', 'is', null)
        .$if(version !== undefined, (query) => query.where('version', '=', version as number))
        .returning(columns)
        .executeTakeFirst()
      return row && toFamilyMember(row)
    },

    async remove(id, version) {
      const { rows } = await sql<{ removed: boolean }>`
        select door.remove_family_member(${id}, ${version ?? null}) as removed`.execute(trx)
      return rows[0]?.removed ?? false
    },

    async restore(id) {
      const { rows } = await sql<{ restored: boolean }>`
        select door.restore_family_member(${id}) as restored`.execute(trx)
      return rows[0]?.restored ? find(id) : undefined
    },
  }
}

const columns = [
  'id',
  'name',
  'relationship',
  'date_of_birth',
  'sex',
  'medical_history',
  'created_at',
  'updated_at',
  'version',
] as const

/** Part of most requests, so it is not composed anew each time. */
const findText = `select ${columns.join(', ')} from family_members where id = $1 and deleted_at is null`

type FamilyMemberRow = Pick<Selectable<FamilyMemberTable>, (typeof columns)[number]>

function toFamilyMember(row: FamilyMemberRow): FamilyMember {
  return {
    id: row.id,
    name: row.name,
    relationship: row.relationship,
    dateOfBirth: row.date_of_birth ?? undefined,
    sex: row.sex ?? undefined,
    medicalHistory: row.medical_history ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow({ name, relationship, dateOfBirth, sex, medicalHistory }: FamilyMemberInput) {
  return {
    name,
    relationship,
    date_of_birth: isoDate(dateOfBirth) ?? null,
    sex: sex ?? null,
    medical_history: medicalHistory ?? null,
  }
}
