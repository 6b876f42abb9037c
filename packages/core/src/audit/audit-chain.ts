/** A row of the log as the text that a seal covers. */
export interface LoggedRow {
  id: number
  content: string
}

/** What a seal says of its rows: a chain of hashes, each over the one before and a row, and one over all of it. */
export interface Seal {
  id: number
  rowIds: number[]
  /** Hash of the seal before; 64 zeros for the first. */
  previousHash: string
  hash: string
  sealedAt: Date
}

export type NewSeal = Seal & { rowHashes: string[] }

export interface SealedRow {
  id: number
  hash: string
  /** Absent when the row itself is gone. */
  content?: string | undefined
  at?: Date | undefined
}

/** The log across all accounts, for whoever seals and checks it; never reached by what an account may do. */
export interface AuditChain {
  /**
   * Seals committed rows that have no seal yet, `most` at once, in one transaction; one process at a time. `toSeal` only
   * computes. Answers the seal, or nothing when there was nothing to seal.
   */
  sealNext(
    most: number,
    toSeal: (rows: LoggedRow[], last: Pick<Seal, 'id' | 'hash'> | undefined) => NewSeal,
  ): Promise<Seal | undefined>
  findLastSeal(): Promise<Pick<Seal, 'id' | 'hash'> | undefined>
  /** In order. */
  listSeals(afterId: number, most: number): Promise<Seal[]>
  /** In any order. */
  listRows(sealId: number): Promise<SealedRow[]>
  /**
   * Rows without a seal, and the first of them that should have had one already: older by more than an hour than the last
   * seal of less than `fullSeal` rows, which left none behind.
   */
  countUnsealed(fullSeal: number): Promise<{ unsealed: number; late?: number | undefined }>
}

/** Where seals are noted outside the database: whoever cuts the end off there does not cut it here. */
export interface Anchors {
  note(anchor: Anchor): Promise<void>
  /** Those noted here, or those of a file that was copied elsewhere. Throws `invalid` when that cannot be read. */
  list(file?: string): Promise<Anchor[]>
}

export interface Anchor {
  sealId: number
  hash: string
  /** ISO 8601. */
  time: string
}
