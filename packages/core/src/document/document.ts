import type { Page, PageRequest } from '../page.ts'

/** `needs_attention` is readable in part, or waits for a person (a password); `failed` is final. Both carry a reason. */
export type ReadingState = 'queued' | 'reading' | 'done' | 'needs_attention' | 'failed'

/** A paper: the untouched bytes of an uploaded file, and what was read from it. */
export interface Document {
  id: number
  healthRecordId: number
  familyMemberId: number
  recordDate: string
  filename: string
  /** Random name under which the file store keeps the bytes; never shown. */
  storedFilename: string
  filePath: string
  fileSize: number
  /** Found from the bytes, never the client's word. */
  contentType: string
  sha256: string
  uploadedAt: Date
  state: ReadingState
  /** A sentence for people, for `needs_attention` and `failed`. */
  reason?: string | undefined
  /** Number of pages, once known. */
  pageCount?: number | undefined
  /** The job that reads it, for progress. */
  jobId?: number | undefined
}

export interface NewDocument {
  healthRecordId: number
  filename: string
  storedFilename: string
  filePath: string
  fileSize: number
  contentType: string
  sha256: string
}

/** A word and its place: left, top, width, height as shares of the page (0 to 1), of the upright page picture. */
export interface PageWord {
  text: string
  box: [left: number, top: number, width: number, height: number]
  /** 0 to 100; absent for a text layer. Below 85 the interface marks it as unsure. */
  confidence?: number | undefined
}

export interface DocumentPage {
  /** Physical page, from 1. */
  number: number
  text: string
  source: 'text-layer' | 'ocr'
  /** Mean of the words', 0 to 100, for OCR. */
  confidence?: number | undefined
  words: PageWord[]
}

/** Works inside a transaction of one account. Deleted documents, and those of deleted records, are absent. */
export interface DocumentRepository {
  add(document: NewDocument): Promise<Document>
  find(id: number): Promise<Document | undefined>
  listOfRecord(healthRecordId: number): Promise<Document[]>
  /** Newest upload first. */
  list(filter: PageRequest & { familyMemberId?: number | undefined }): Promise<Page<Document>>
  findPage(documentId: number, number: number): Promise<DocumentPage | undefined>
  setJob(id: number, jobId: number): Promise<void>
  setState(
    id: number,
    state: ReadingState,
    more?: { reason?: string | undefined; pageCount?: number | undefined },
  ): Promise<void>
  /** Replaces all pages at once, so that reading twice leaves the same as reading once. */
  replacePages(documentId: number, pages: DocumentPage[]): Promise<void>
  remove(id: number): Promise<boolean>
  restore(id: number): Promise<Document | undefined>
}

/**
 * Where bytes lie. Names are made by `put`, relative, without `..`. A `put` that was killed half-way leaves
 * nothing that `list` shows.
 */
export interface FileStore {
  /**
   * Streams to a temporary file, syncs, renames. `too-large` (nothing is left behind) beyond `maxBytes`.
   * `name` is for derived files whose place is known (page pictures) and replaces what lies there.
   */
  put(content: AsyncIterable<Uint8Array>, options: PutOptions): Promise<StoredFile>
  /** `undefined` when there is no such file. */
  open(path: string): Promise<AsyncIterable<Uint8Array> | undefined>
  /** Removing what is not there is no error. */
  remove(path: string): Promise<void>
  /** Removes what killed `put`s left of files that were never whole, last written before that moment. */
  removeUnfinished(writtenBefore: Date): Promise<void>
  /** All paths with time of writing, for the janitor that finds orphans. */
  list(): AsyncIterable<{ path: string; modifiedAt: Date }>
  /** A path that child processes of this machine can read. */
  localPath(path: string): Promise<string>
}

export interface PutOptions {
  maxBytes: number
  path?: string
}

export interface StoredFile {
  path: string
  size: number
  /** Hex. */
  sha256: string
  /** The first 4,100 bytes, to tell the type from. */
  head: Uint8Array
}

/** Tells the type from the bytes (`undefined`: none that PHRM keeps). */
export interface TypeDetector {
  /** `filename` decides only between types that the bytes cannot tell apart (plain text). */
  detect(head: Uint8Array, filename: string): Promise<string | undefined>
}

/** Reads in a child process under limits of memory, CPU and time. */
export interface DocumentReader {
  /** Rejects with the signal's reason when aborted; every fault of the file is a result, not an error. */
  read(
    file: { localPath: string; contentType: string },
    options: ReadOptions,
  ): Promise<ReadingResult>
}

export interface ReadOptions {
  signal: AbortSignal
  onProgress(progress: { stage: string; done: number; total: number }): void
  /** Receives the picture of each page (JPEG, upright, at most 1,600 px wide) as soon as it is made. */
  onPicture(pageNumber: number, jpeg: Uint8Array): Promise<void>
}

export interface ReadingResult {
  state: 'done' | 'needs_attention' | 'failed'
  reason?: string | undefined
  pageCount: number
  pages: DocumentPage[]
}
