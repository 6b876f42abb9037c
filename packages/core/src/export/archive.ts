/** A file of an archive. */
export interface ArchiveEntry {
  /** Relative, plain ASCII, with `/` between folders. */
  name: string
  content: AsyncIterable<Uint8Array>
  /** False for what is packed already: pictures, PDFs. */
  compress: boolean
}

/** Zip archives, streamed in both directions: never more of one in memory than a chunk. */
export interface Archives {
  /** Takes one entry after the other; the last file is `SHA256SUMS`, over all others. */
  pack(entries: AsyncIterable<ArchiveEntry>): AsyncIterable<Uint8Array>
  /**
   * Throws DomainError `invalid` for what is no archive of ours: no zip, cut off, encrypted, names that leave the
   * folder, two files of one name, more inside than the outside can honestly hold.
   */
  open(localPath: string): Promise<OpenArchive>
}

export interface OpenArchive {
  /** Of all files, in the order in which they lie there. */
  names: readonly string[]
  /** `invalid` when there is no such file, or when it is larger than `maxBytes`. */
  read(name: string, maxBytes?: number): AsyncIterable<Uint8Array>
  /** Reads all of it once: `invalid` unless each file is as `SHA256SUMS` says and none is missing or too many. */
  verify(): Promise<void>
  close(): Promise<void>
}
