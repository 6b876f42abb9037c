import type { Actor } from '../actor.ts'
import type { FamilyMember } from '../family-member/family-member.ts'
import type { AIProvider } from './ai-provider.ts'
import type { Question } from './answer.ts'
import type { Source } from './sources.ts'

/** A question with all that was found out before any provider is asked. */
export interface Asked {
  actor: Actor
  question: Question
  person: FamilyMember
  sources: Source[]
  /** Those that may receive this person's text, in order; no other one is reached. */
  allowed: readonly AIProvider[]
}
