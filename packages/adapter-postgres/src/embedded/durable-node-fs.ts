import fs from 'node:fs'
import { NodeFS } from '@electric-sql/pglite/nodefs'

interface OpenFile {
  nfd: number
}

interface NodeFileSystem {
  stream_ops: { fsync?: (file: OpenFile) => number }
  tryFSOperation<Result>(operation: () => Result): Result
}

/**
 * PGlite's folder on disk, with an fsync that reaches the disk. As shipped, PGlite runs with `fsync=off` over a file system
 * whose fsync does nothing, so that a power cut may lose or tear what was acknowledged. This one gives PostgreSQL a real
 * fsync, and `durableStartParams` make it use it: a commit is on the disk before it is acknowledged, as on a server.
 * Measured: 0.46 ms instead of 0.15 ms a commit. What remains as on a server: a disk that lies about its cache.
 */
export function durableNodeFs(folder: string, sync = fs.fdatasyncSync): NodeFS {
  const nodeFs = new NodeFS(folder)
  const init = nodeFs.init.bind(nodeFs)
  nodeFs.init = async (...given) => {
    const { emscriptenOpts } = await init(...given)
    const preRun = [emscriptenOpts.preRun ?? []].flat()
    preRun.push((module) => reachTheDisk(toNodeFileSystem(module), sync))
    return { emscriptenOpts: { ...emscriptenOpts, preRun } }
  }
  return nodeFs
}

/** `-F` is what turns fsync off. Of the ways to sync, only `fsync` is passed on by the file system: fdatasync is not. */
export function durableStartParams(upstream: readonly string[]): string[] {
  const kept = upstream.filter((param) => param !== '-F')
  return [...kept, '-c', 'fsync=on', '-c', 'wal_sync_method=fsync']
}

function reachTheDisk(nodeFileSystem: NodeFileSystem, sync: (fd: number) => void): void {
  nodeFileSystem.stream_ops.fsync = ({ nfd }) => {
    nodeFileSystem.tryFSOperation(() => syncWherePossible(nfd, sync))
    return 0
  }
}

/** Not every system can sync a folder; one that cannot sync a file must not go on. */
function syncWherePossible(fd: number, sync: (fd: number) => void): void {
  try {
    sync(fd)
  } catch (error) {
    if (!fs.fstatSync(fd).isDirectory()) throw error
  }
}

function toNodeFileSystem(module: unknown): NodeFileSystem {
  return (module as { FS: { filesystems: { NODEFS: NodeFileSystem } } }).FS.filesystems.NODEFS
}
