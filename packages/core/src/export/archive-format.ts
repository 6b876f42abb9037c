import { picturePath } from '../document/open-document.ts'

/** Rises when an older PHRM would misread the archive. */
export const formatVersion = 1

export interface Manifest {
  format: 'phrm-export'
  version: number
  created_at: string
  /** How many of each there are. */
  counts: Record<string, number>
}

/** How long an archive lies ready. */
export const archiveHours = 24

/** Names of the files inside. A list is a JSON array of which each line is one item, so that it is read line by line. */
export const places = {
  manifest: 'manifest.json',
  readme: 'README.txt',
  account: 'data/account.json',
  pages: 'data/document-pages.json',
  data: (section: string): string => `data/${section}.json`,
  history: (section: string): string => `history/${section}.json`,
  file: (documentId: number, filename: string): string =>
    `documents/${documentId}${extensionOf(filename)}`,
  picture: (documentId: number, page: number): string => `pictures/${documentId}/${page}.jpg`,
} as const

/** The name that people gave stands in `documents.json`; in the archive it could be anything. */
function extensionOf(filename: string): string {
  return (/\.[a-z0-9]{1,5}$/i.exec(filename)?.[0] ?? '').toLowerCase()
}

export function storedPicture(filePath: string, page: number): string {
  return picturePath({ filePath }, page)
}

export const readme = `This archive was made by PHRM, Personal Health Record Manager.

data/       what you wrote: your account, the persons that you own, their records, their documents and what was read in them
documents/  the untouched files; their names are in data/documents.json
pictures/   pictures of the pages
history/    what happened: permissions, shares, questions to language models, who looked and changed, sign-ins, tokens
SHA256SUMS  checksums of all files; "sha256sum -c SHA256SUMS" checks them

It comes back with "Bring an archive" in the settings of a fresh account, or with: phrm import ARCHIVE --email ADDRESS
What is in history/ is told and not brought back. What was deleted is not in here, nor are persons that others share with you.
Whoever has this file can read it: keep it as you would keep the papers themselves.
`
