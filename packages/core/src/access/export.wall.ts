import type { ExportRepository } from '../export/export.ts'
import type { Gate } from './gate.ts'

/** Rows tell by `family_member_id` whose they are; persons are their own. */
export function exportWall(inner: ExportRepository, gate: Gate): ExportRepository {
  return {
    ...inner,
    async list(section, after, limit) {
      const [rows, readable] = await Promise.all([
        inner.list(section, after, limit),
        gate.readable(),
      ])
      return rows.filter(({ id, item }) => {
        const whose = section === 'family-members' ? id : item['family_member_id']
        return typeof whose !== 'number' || readable.has(whose)
      })
    },
  }
}
