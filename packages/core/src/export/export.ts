/** What an account can take along, and how it is asked for. */
export interface DataExport {
  jobId?: number | undefined
  state: 'preparing' | 'ready' | 'failed'
  requestedAt: Date
  readyAt?: Date | undefined
  /** The file is gone after this. */
  expiresAt?: Date | undefined
  fileSize?: number | undefined
  filePath?: string | undefined
}

/** What can be brought back: persons whom the account owns, and what hangs on them. */
export const dataSections = ['family-members', 'health-records', 'documents'] as const

/** What is only told: it happened in this installation and holds in no other. */
export const historySections = [
  'consents',
  'shares',
  'share-offers',
  'invitations',
  'reminders',
  'ai-activity',
  'ai-summaries',
  'activity',
  'sessions',
  'sign-in-methods',
  'api-tokens',
] as const

export type DataSection = (typeof dataSections)[number]
export type HistorySection = (typeof historySections)[number]

/** A row as it lies in the archive: plain JSON, times in UTC. */
export type ExportedItem = Record<string, unknown>

export interface ExportedRow {
  /** Where the next page goes on. */
  id: number
  item: ExportedItem
}

/** Inside a transaction of one account. */
export interface ExportRepository {
  find(): Promise<DataExport | undefined>
  /** From now on that job makes the archive. */
  begin(jobId: number): Promise<void>
  /** Answers the file that the new one replaces. */
  complete(file: { path: string; size: number; expiresAt: Date }): Promise<string | undefined>
  account(): Promise<ExportedItem>
  /** In the order of their ids; what was deleted is absent. */
  list(section: DataSection | HistorySection, after: number, limit: number): Promise<ExportedRow[]>
  /** In the order of their numbers. */
  listPages(documentId: number, after: number, limit: number): Promise<ExportedRow[]>
}
