import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError, type Anchor, type Anchors } from '@phrm/core'

const fileName = 'audit-anchors.log'

/** Milliseconds between two lines of the log; the file has every seal. */
const hour = 3_600_000

/**
 * One line a seal, `id hash time`, added to a file of the data folder and safe on the disk before the next; and the newest
 * now and then to the log, which is kept elsewhere.
 */
export function openAnchors({
  folder,
  say = () => {},
}: {
  folder: string
  say?: ((line: string) => void) | undefined
}): Anchors {
  let saidAt = -Infinity
  return {
    async note(anchor) {
      const line = `${anchor.sealId} ${anchor.hash} ${anchor.time}`
      await append(folder, `${line}\n`)
      if (Date.now() - saidAt < hour) return
      saidAt = Date.now()
      say(`audit-anchor ${line}`)
    },
    list: (file) => readAnchors(file ?? join(folder, fileName), file !== undefined),
  }
}

/** Lines of the file, and such lines copied out of a log; anything else is passed over. */
async function readAnchors(path: string, required: boolean): Promise<Anchor[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && !required) return ''
    throw new DomainError('invalid', 'The file with the anchors cannot be read.', { cause: error })
  })
  return text.split('\n').flatMap((line) => toAnchor(line) ?? [])
}

function toAnchor(line: string): Anchor | undefined {
  const [, id, hash, time] = /(?:^|\s)(\d{1,15}) ([0-9a-f]{64}) (\S{20,30})\s*$/.exec(line) ?? []
  if (id === undefined || hash === undefined || time === undefined) return undefined
  return { sealId: Number(id), hash, time }
}

async function append(folder: string, line: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = await open(join(folder, fileName), 'a', 0o600)
  try {
    await file.writeFile(line)
    await file.datasync()
  } finally {
    await file.close()
  }
}
