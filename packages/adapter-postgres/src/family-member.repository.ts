import type { FamilyMember, FamilyMemberInput, FamilyMemberRepository, Role } from '@phrm/core'
import { notFound } from '@phrm/core'
import { CompiledQuery, type Kysely, type Selectable, sql } from 'kysely'
import { isoDate } from './iso-date.ts'
import type { Database, FamilyMemberTable } from './tables.ts'

export function createFamilyMembers(trx: Kysely<Database>): FamilyMemberRepository {
  async function find(id: number): Promise<FamilyMember | undefined> {
    const { rows } = await trx.executeQuery<FamilyMemberRow>(CompiledQuery.raw(findText, [id]))
    return rows[0] && toFamilyMember(rows[0])
  }

  return {
    find,

    async list() {
      const { rows } = await trx.executeQuery<FamilyMemberRow>(CompiledQuery.raw(listText))
      return rows.map(toFamilyMember)
    },

    async findSelf() {
      const { rows } = await trx.executeQuery<FamilyMemberRow>(CompiledQuery.raw(findSelfText))
      if (!rows[0]) throw notFound()
      return toFamilyMember(rows[0])
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
        .returning('id')
        .executeTakeFirst()
      return row && find(id)
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

/** Only the account’s own person is called `self`. */
const relationship =
  "case when m.relationship = 'self' and m.id <> door.self_member() then 'other' else m.relationship end"

/** Part of most requests, so they are not composed anew each time. The role is told here, and given by row-level security. */
const select = `
  select
    m.id, m.name, ${relationship} as relationship, m.date_of_birth, m.sex, m.medical_history, m.created_at, m.updated_at,
    m.version, coalesce(f.role, 'viewer') as role, f.valid_until,
    case when f.role <> 'owner' then door.sharer_name(m.id) end as shared_by
  from family_members m
  left join user_family f on f.family_member_id = m.id and f.user_id = door.current_account()
  where m.deleted_at is null`
const findText = `${select} and m.id = $1`
const findSelfText = `${select} and m.id = door.self_member()`
const listText = `${select} order by m.id <> door.self_member(), coalesce(f.role, 'viewer') <> 'owner', m.id`

type FamilyMemberRow = Omit<Selectable<FamilyMemberTable>, 'deleted_at'> & {
  role: Role
  valid_until: Date | null
  shared_by: string | null
}

function toFamilyMember(row: FamilyMemberRow): FamilyMember {
  return {
    id: row.id,
    name: row.name,
    relationship: row.relationship,
    dateOfBirth: row.date_of_birth ?? undefined,
    sex: row.sex ?? undefined,
    medicalHistory: row.medical_history ?? undefined,
    role: row.role,
    sharedBy: row.shared_by ?? undefined,
    sharedUntil: row.valid_until ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function toRow({ name, relationship, dateOfBirth, sex, medicalHistory }: FamilyMemberInput) {
  return {
    name,
    // Shown as `other` to those whose self it is not, and sent back by them as that.
    relationship: sql<string>`case when relationship = 'self' then 'self' else ${relationship}::text end`,
    date_of_birth: isoDate(dateOfBirth) ?? null,
    sex: sex ?? null,
    medical_history: medicalHistory ?? null,
  }
}
