import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { acquireLock, DataFolderInUseError, readLock } from './data-lock.ts'
import { lockPath } from './lock-file.ts'

let dataDir: string
let children: ChildProcess[] = []

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'phrm-lock-'))
})
afterEach(async () => {
  await Promise.all(children.map(kill))
  children = []
  await rm(dataDir, { recursive: true })
})

async function holdInChild(): Promise<{ child: ChildProcess; answer: string }> {
  const script = fileURLToPath(new URL('../../testing/hold-data-folder.ts', import.meta.url))
  const child = fork(script, [dataDir], { execArgv: [] })
  children.push(child)
  const [answer] = (await once(child, 'message')) as [string]
  return { child, answer }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

async function rewriteLock(change: object): Promise<void> {
  const lock = JSON.parse(await readFile(lockPath(dataDir), 'utf8'))
  await writeFile(lockPath(dataDir), JSON.stringify({ ...lock, ...change }))
}

it('refuses a second holder in the same process, and names it', async () => {
  const lock = await acquireLock(dataDir)
  await lock.publish({ address: 'http://127.0.0.1:3000', controlToken: 'secret' })
  const second = acquireLock(dataDir)
  await expect(second).rejects.toThrow(DataFolderInUseError)
  await expect(second).rejects.toThrow(`process ${process.pid} on`)
  await expect(second).rejects.toThrow('http://127.0.0.1:3000')
  await expect(second).rejects.not.toThrow('secret')
  await lock.release()
  expect(await readLock(dataDir)).toBeUndefined()
  await (await acquireLock(dataDir)).release()
})

it('tells others where the holder answers, and lets nobody else read it', async () => {
  const lock = await acquireLock(dataDir)
  await lock.publish({ address: 'http://127.0.0.1:3000', controlToken: 'secret' })
  expect(await readLock(dataDir)).toMatchObject({ pid: process.pid, controlToken: 'secret' })
  expect((await stat(lockPath(dataDir))).mode & 0o077).toBe(0)
  await lock.release()
})

it('refuses what another process holds, and takes over when that one was killed', async () => {
  const { child, answer } = await holdInChild()
  expect(answer).toBe('held')
  await expect(acquireLock(dataDir)).rejects.toThrow(`process ${child.pid} on`)
  await kill(child)
  expect(await readLock(dataDir)).toBeUndefined()
  await (await acquireLock(dataDir)).release()
})

it('lets one of many have the folder of a dead one', { timeout: 60_000 }, async () => {
  const { child } = await holdInChild()
  await kill(child)
  const answers = await Promise.all(Array.from({ length: 6 }, holdInChild))
  expect(answers.filter(({ answer }) => answer === 'held')).toHaveLength(1)
})

it('is not fooled by a later process with the same number', async () => {
  await acquireLock(dataDir)
  await rewriteLock({ pid: process.ppid, processStart: '1', holder: 'earlier' })
  expect(await readLock(dataDir)).toBeUndefined()
  await rewriteLock({ pid: process.pid, holder: 'earlier container' })
  await (await acquireLock(dataDir)).release()
})

it('believes a holder on another machine as long as it gives signs', async () => {
  await acquireLock(dataDir)
  await rewriteLock({ machine: 'elsewhere', holder: 'other' })
  expect(await readLock(dataDir)).toMatchObject({ machine: 'elsewhere' })
  const signs = setInterval(() => void utimes(lockPath(dataDir), new Date(), new Date()), 300)
  await expect(acquireLock(dataDir)).rejects.toThrow(DataFolderInUseError)
  clearInterval(signs)
  const longAgo = new Date(Date.now() - 60_000)
  await utimes(lockPath(dataDir), longAgo, longAgo)
  await (await acquireLock(dataDir)).release()
})

it('takes over a lock that cannot be read', async () => {
  await writeFile(lockPath(dataDir), '')
  const lock = await acquireLock(dataDir)
  expect(await readLock(dataDir)).toMatchObject({ pid: process.pid })
  await lock.release()
})
