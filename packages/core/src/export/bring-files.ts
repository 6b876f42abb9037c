import { cleanFilename } from '../document/filename.ts'
import type { StoredFile } from '../document/document.ts'
import type { Ports } from '../ports.ts'
import type { OpenArchive } from './archive.ts'
import { places, storedPicture } from './archive-format.ts'
import type { ExportedItem } from './export.ts'
import { notOurs } from './json-lines.ts'

/** A page picture is at most 1,600 px wide; more than this is no JPEG of that size. */
const maxPictureBytes = 4 * 1024 * 1024

export interface BroughtFile {
  path: string
  pages: number
  item: ExportedItem
}

type Needs = Pick<Ports, 'files' | 'types' | 'settings'>

/** Keeps the bytes of a document and the pictures of its pages. What it is, is found from the bytes, as with an upload. */
export function bringFiles({ files, types, settings }: Needs, archive: OpenArchive) {
  const pictures = listPictures(archive.names)

  return async (item: ExportedItem): Promise<BroughtFile> => {
    const filename = cleanFilename(String(item['filename']))
    const content = archive.read(places.file(Number(item['id']), filename), settings.maxUploadBytes)
    const stored = await files.put(content, { maxBytes: settings.maxUploadBytes })
    const { path } = stored
    let pages = 0
    try {
      const contentType = await detect(stored, filename)
      for (const page of pictures.get(String(item['id'])) ?? []) {
        pages = Math.max(pages, page)
        await bringPicture(Number(item['id']), page, path)
      }
      return { path, pages, item: { ...item, ...toColumns(stored, filename, contentType, item) } }
    } catch (error) {
      for (let page = 1; page <= pages; page++) await files.remove(storedPicture(path, page))
      await files.remove(path)
      throw error
    }
  }

  async function detect({ head, size }: StoredFile, filename: string): Promise<string> {
    const contentType = size > 0 ? await types.detect(head, filename) : undefined
    if (contentType === undefined) throw notOurs('A document in it is of no kind that PHRM keeps.')
    return contentType
  }

  async function bringPicture(documentId: number, page: number, path: string): Promise<void> {
    const content = archive.read(places.picture(documentId, page), maxPictureBytes)
    const place = storedPicture(path, page)
    const { head } = await files.put(content, { maxBytes: maxPictureBytes, path: place })
    const isPicture = head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff
    if (!isPicture) throw notOurs('A picture in it is none.')
  }
}

function toColumns(stored: StoredFile, filename: string, contentType: string, item: ExportedItem) {
  const isUnread = item['state'] === 'queued' || item['state'] === 'reading'
  return {
    filename,
    stored_filename: stored.path.split('/').at(-1) ?? stored.path,
    file_path: stored.path,
    file_size: stored.size,
    content_type: contentType,
    sha256: stored.sha256,
    ...(isUnread && { state: 'queued' }),
  }
}

/** Page numbers by the id of their document. */
function listPictures(names: readonly string[]): Map<string, number[]> {
  const pictures = new Map<string, number[]>()
  for (const name of names) {
    const [, id, page] = /^pictures\/([1-9]\d{0,9})\/([1-9]\d{0,3})\.jpg$/.exec(name) ?? []
    if (id !== undefined) pictures.set(id, [...(pictures.get(id) ?? []), Number(page)])
  }
  return pictures
}
