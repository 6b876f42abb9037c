import type { DocumentPage } from '@phrm/core'
import type { ReadingLimits } from './reading-limits.ts'

/** Whether poppler's programs and prlimit are used where the machine has them. */
export type MachineTools = 'machine' | 'none'

export interface ReadingTask {
  localPath: string
  contentType: string
  limits: ReadingLimits
  tools: MachineTools
}

export type ToReader = ({ kind: 'read' } & ReadingTask) | { kind: 'picture-taken'; number: number }

export type FromReader =
  /** Everything is loaded; faults from now on are the file's. */
  | { kind: 'ready' }
  | { kind: 'opened'; pageCount: number }
  | { kind: 'granted'; seconds: number }
  | { kind: 'progress'; stage: Stage; done: number; total: number }
  | { kind: 'page'; page: DocumentPage }
  | { kind: 'picture'; number: number; jpeg: Uint8Array }
  | { kind: 'note'; text: string }
  | { kind: 'ended'; fault?: string | undefined }
  /** Not the file's fault. */
  | { kind: 'broken'; message: string }

export type Stage = 'opening' | 'reading' | 'recognising'
