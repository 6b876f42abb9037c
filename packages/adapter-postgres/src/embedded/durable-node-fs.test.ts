import fs from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { expect, it } from 'vitest'
import { durableNodeFs, durableStartParams } from './durable-node-fs.ts'
import { unpackTemplate } from './first-start.ts'
import { findTemplate } from './template.ts'

it.skipIf(process.platform !== 'linux')(
  'has each commit on the disk before it is acknowledged, and nothing for a rollback',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'phrm-durable-'))
    unpackTemplate(findTemplate()!, folder)
    const synced: string[] = []
    const sync = (fd: number) => {
      synced.push(fs.readlinkSync(`/proc/self/fd/${fd}`))
      fs.fdatasyncSync(fd)
    }
    const db = await PGlite.create({
      fs: durableNodeFs(folder, sync),
      startParams: durableStartParams(PGlite.defaultStartParams),
    })
    await db.exec('create table kept (id int)')
    synced.length = 0
    await db.exec('begin; insert into kept values (1)')
    expect(synced).toEqual([])
    await db.exec('rollback')
    expect(synced).toEqual([])
    await db.exec('insert into kept values (2)')
    expect(synced).toEqual([expect.stringMatching(/pg_wal\/[0-9A-F]{24}$/)])
    synced.length = 0
    await db.exec('checkpoint')
    expect(synced.some((path) => path.includes('/base/'))).toBe(true)
    await db.close()
    await rm(folder, { recursive: true })
  },
)
