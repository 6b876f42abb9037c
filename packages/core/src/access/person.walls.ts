import type { ConsentRepository } from '../assistant/consent.ts'
import type { AIAuditTrail, AuditTrail } from '../audit/audit.ts'
import { notFound } from '../errors.ts'
import type { FamilyMemberRepository } from '../family-member/family-member.ts'
import type { JobRepository } from '../job/job.ts'
import type { SearchRepository } from '../search/search.ts'
import type { ShareRepository } from '../share/share.ts'
import type { Gate } from './gate.ts'

export function familyMemberWall(
  inner: FamilyMemberRepository,
  gate: Gate,
): FamilyMemberRepository {
  return {
    async list() {
      const [members, readable] = await Promise.all([inner.list(), gate.readable()])
      return members.filter(({ id }) => readable.has(id))
    },
    async find(id) {
      const [member, readable] = await Promise.all([inner.find(id), gate.readable()])
      return readable.has(id) ? member : undefined
    },
    async findSelf() {
      const [member, readable] = await Promise.all([inner.findSelf(), gate.readable()])
      if (!readable.has(member.id)) throw notFound()
      return member
    },
    async add(input) {
      const member = await inner.add(input)
      gate.forget()
      return member
    },
    async update(id, input, version) {
      await gate.requireEditor(id)
      return inner.update(id, input, version)
    },
    async remove(id, version) {
      await gate.requireOwner(id)
      return inner.remove(id, version)
    },
    async restore(id) {
      await gate.requireOwner(id)
      return inner.restore(id)
    },
  }
}

/** Asked only within the persons whom the account may see: a word of another one would shine through a correction. */
export function searchWall(inner: SearchRepository, gate: Gate): SearchRepository {
  return {
    async search(query) {
      const readable = await gate.readable()
      const result = await inner.search({ ...query, within: [...readable] })
      return {
        ...result,
        items: result.items.filter(({ familyMember }) => readable.has(familyMember.id)),
      }
    },
    async listPassages(query) {
      await gate.requireReader(query.familyMemberId)
      const passages = await inner.listPassages(query)
      return passages.filter(({ familyMember }) => familyMember.id === query.familyMemberId)
    },
  }
}

export function consentWall(inner: ConsentRepository, gate: Gate): ConsentRepository {
  return {
    async list() {
      const [consents, readable] = await Promise.all([inner.list(), gate.readable()])
      return consents.filter(({ familyMemberId }) => readable.has(familyMemberId))
    },
    async listHosts(familyMemberId) {
      const [hosts, readable] = await Promise.all([
        inner.listHosts(familyMemberId),
        gate.readable(),
      ])
      return readable.has(familyMemberId) ? hosts : []
    },
    async give(familyMemberId, host, textVersion) {
      await gate.requireEditor(familyMemberId)
      await inner.give(familyMemberId, host, textVersion)
    },
    async withdraw(familyMemberId, host) {
      await gate.requireEditor(familyMemberId)
      await inner.withdraw(familyMemberId, host)
    },
  }
}

export function jobWall(inner: JobRepository, gate: Gate): JobRepository {
  async function find(id: number) {
    const [job, readable] = await Promise.all([inner.find(id), gate.readable()])
    if (!job || job.accountId !== gate.accountId) return undefined
    const { familyMemberId } = job
    return familyMemberId === undefined || readable.has(familyMemberId) ? job : undefined
  }

  return {
    find,
    async enqueue(job) {
      if (job.familyMemberId !== undefined) await gate.requireEditor(job.familyMemberId)
      return inner.enqueue(job)
    },
    async requestCancel(id) {
      return (await find(id)) !== undefined && inner.requestCancel(id)
    },
  }
}

/** Whose offer it is to answer or to end, the repository itself decides. */
export function shareWall(inner: ShareRepository, gate: Gate): ShareRepository {
  return {
    ...inner,
    async offer(offer) {
      await gate.requireOwner(offer.familyMemberId)
      return inner.offer(offer)
    },
    async accept(id, options) {
      const accepted = await inner.accept(id, options)
      gate.forget()
      return accepted
    },
  }
}

export function aiAuditWall(inner: AIAuditTrail, gate: Gate): AIAuditTrail {
  return {
    ...inner,
    async begin(attempt) {
      await gate.requireReader(attempt.familyMemberId)
      return inner.begin(attempt)
    },
  }
}

export function auditWall(inner: AuditTrail, gate: Gate): AuditTrail {
  return {
    ...inner,
    async listAccesses(familyMemberId, page) {
      await gate.requireEditor(familyMemberId)
      return inner.listAccesses(familyMemberId, page)
    },
  }
}
