import type { JobHandler } from '../job/job-handler.ts'
import type { Ports } from '../ports.ts'

/** Seconds that bytes may lie without their row: an upload under way has none yet. */
const grace = 3600

/** Removes bytes that no document names. */
export function cleanFiles(ports: Pick<Ports, 'store' | 'files' | 'now'>): JobHandler {
  return {
    run: async () => {
      await removeOrphans(ports, new Date(ports.now().getTime() - grace * 1000))
    },
  }
}

/** At boot of the only process of a data folder nothing is under way, so everything before now may be an orphan. */
export async function removeOrphans(
  { store, files }: Pick<Ports, 'store' | 'files'>,
  writtenBefore: Date,
): Promise<number> {
  await files.removeUnfinished(writtenBefore)
  const pathsOf = new Map<string, string[]>()
  for await (const { path, modifiedAt } of files.list()) {
    if (modifiedAt >= writtenBefore) continue
    const original = originalOf(path)
    pathsOf.set(original, [...(pathsOf.get(original) ?? []), path])
  }
  const unknown = await store.housekeeping.listUnknownPaths([...pathsOf.keys()])
  const orphans = unknown.flatMap((original) => pathsOf.get(original) ?? [])
  for (const path of orphans) await files.remove(path)
  return orphans.length
}

/** A page picture belongs to the bytes beside which it lies. */
function originalOf(path: string): string {
  return path.replace(/\.pages\/\d+\.jpg$/, '')
}
