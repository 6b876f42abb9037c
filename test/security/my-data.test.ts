import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { createArchives } from '@phrm/adapter-archive'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { giveBelongings } from './support/belongings.ts'
import { findEverywhere, listTables } from './support/every-table.ts'
import {
  openPhrmUnderTest,
  toUpload,
  type Client,
  type PhrmUnderTest,
} from './support/phrm-under-test.ts'
import { runJob } from './support/run-job.ts'

const archives = createArchives()
let folder: string
let house: PhrmUnderTest
let other: PhrmUnderTest

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'phrm-my-data-'))
  house = await openPhrmUnderTest()
  other = await openPhrmUnderTest()
})
afterAll(async () => {
  await house.close()
  await other.close()
  await rm(folder, { recursive: true, force: true })
})

/** As a person would: ask, wait, fetch. */
async function takeAlong(from: PhrmUnderTest, client: Client): Promise<Buffer> {
  const requested = await client.post('/api/v1/user/export', {})
  expect(requested.json(), requested.body).toMatchObject({ state: 'preparing' })
  await runJob(from, 'export-data', { accountId: client.accountId })
  await endJobs(from)
  expect((await client.send('/api/v1/user/export')).json()).toMatchObject({ state: 'ready' })
  const file = await client.send('/api/v1/user/export/file')
  expect(file.statusCode, file.body.slice(0, 300)).toBe(200)
  return file.rawPayload
}

async function endJobs({ database }: PhrmUnderTest): Promise<void> {
  await database.db
    .updateTable('jobs')
    .set({ state: 'done' })
    .where('kind', '=', 'export-data')
    .execute()
}

function bring(client: Client, archive: Buffer) {
  const { payload, headers } = toUpload(0, [{ filename: 'phrm.zip', content: archive }])
  return client.send({
    method: 'POST',
    url: '/api/v1/user/import',
    ...(payload && { payload }),
    ...(headers && { headers }),
  })
}

let count = 0
async function unpack(archive: Buffer): Promise<Map<string, string>> {
  const path = join(folder, `${++count}.zip`)
  await writeFile(path, archive)
  const open = await archives.open(path)
  await open.verify()
  const files = new Map<string, string>()
  for (const name of open.names)
    files.set(name, (await buffer(open.read(name))).toString(encodingOf(name)))
  await open.close()
  return files
}

const repack = async (files: Map<string, string>): Promise<Buffer> => {
  async function* entries() {
    for (const [name, content] of files) {
      if (name !== 'SHA256SUMS')
        yield { name, content: once(Buffer.from(content, encodingOf(name))), compress: true }
    }
  }
  const chunks: Uint8Array[] = []
  for await (const chunk of archives.pack(entries())) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function* once(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content
}

/** So that bytes survive being a text for a while. */
function encodingOf(name: string): BufferEncoding {
  return name.startsWith('pictures/') ? 'latin1' : 'utf8'
}

type Item = Record<string, unknown>

/**
 * What "equal" means: everything below data/, documents/ and pictures/, byte for byte, with each id replaced by its place in
 * its list, and files by their checksum. The manifest's date and what is below history/ belong to one installation.
 */
function normalise(files: Map<string, string>): string {
  const list = (name: string) => JSON.parse(files.get(`data/${name}.json`) ?? '') as Item[]
  const places = (items: Item[]) => new Map(items.map(({ id }, index) => [id, index + 1]))
  const members = list('family-members')
  const records = list('health-records')
  const documents = list('documents')
  const [memberPlace, recordPlace, documentPlace] = [members, records, documents].map(places)
  const sha = (name: string) =>
    createHash('sha256')
      .update(files.get(name) ?? 'missing')
      .digest('hex')
  return JSON.stringify(
    {
      account: JSON.parse(files.get('data/account.json') ?? '') as Item,
      members: members.map((item) => ({ ...item, id: memberPlace?.get(item['id']) })),
      records: records.map((item) => ({
        ...item,
        id: recordPlace?.get(item['id']),
        family_member_id: memberPlace?.get(item['family_member_id']),
      })),
      documents: documents.map((item) => ({
        ...item,
        id: documentPlace?.get(item['id']),
        health_record_id: recordPlace?.get(item['health_record_id']),
        file: sha(String(item['file'])),
      })),
      pages: list('document-pages').map((item) => ({
        ...item,
        document_id: documentPlace?.get(item['document_id']),
        picture: sha(`pictures/${String(item['document_id'])}/${String(item['number'])}.jpg`),
      })),
    },
    null,
    1,
  )
}

/** A family with all that can be written, Unicode and the longest texts among it. */
async function liveALittle(at: PhrmUnderTest, client: Client): Promise<void> {
  await client.put('/api/v1/user', {
    first_name: 'Zoë',
    last_name: 'Ünal',
    date_of_birth: '1980-02-29',
  })
  await giveBelongings(at, client, 'zyx')
  const record = await client.post('/api/v1/records', {
    date: '2020-02-29',
    notes: `${'é🙂"\\\n'.repeat(400)} end`,
    diagnosis: '2028 \u2028 \u2029',
  })
  expect(record.statusCode, record.body).toBe(201)
  const { id } = record.json<{ id: number }>()
  await client.upload(id, [
    { filename: 'Blutbild März.txt', content: 'Hämoglobin 13,9' },
    { filename: 'CON.txt', content: 'a name that is none' },
  ])
  await client.put(`/api/v1/records/${id}`, {
    date: '2020-03-01',
    notes: 'changed',
    doctor: 'Dr. Ö',
  })
  await client.send({ method: 'DELETE', url: `/api/v1/records/${(await newRecord(client)).id}` })
  await client.put('/api/v1/ai/consents', {
    family_member_id: client.selfId,
    host: 'x.example',
    granted: false,
  })
}

async function newRecord(client: Client): Promise<{ id: number }> {
  return (
    await client.post('/api/v1/records', { date: '2019-01-01', notes: 'deleted again' })
  ).json()
}

describe('PR-01 an archive', () => {
  let anna: Client
  let archive: Buffer

  beforeAll(async () => {
    anna = await house.register('anna')
    await liveALittle(house, anna)
    archive = await takeAlong(house, anna)
  })

  it('PR-01 holds everything that the account wrote and did, and no secret', async () => {
    const files = await unpack(archive)
    const all = [...files.values()].join('\n')
    for (const part of [
      'zyx tetanus booster',
      'Zoë',
      'Hämoglobin 13,9',
      'consent.withdraw',
      'x.example',
    ])
      expect(all, part).toContain(part)
    expect(all).not.toContain('deleted again')
    expect(all).not.toMatch(/argon2|password_hash|token_hash|sealed|stored_filename|file_path/)
    const { database } = house
    const { rows } = await database.pool.query(
      'select id as secret from sessions union all select token_hash from refresh_tokens union all select token_hash from known_devices',
    )
    for (const { secret } of rows) expect(all).not.toContain(secret)
    const names = [...files.keys()]
    expect(names).toEqual(expect.arrayContaining(['manifest.json', 'SHA256SUMS', 'README.txt']))
    expect(names.every((name) => /^[\x21-\x7e]+$/.test(name) && !name.includes('..'))).toBe(true)
  })

  it('PR-01 comes into an empty instance, and what is taken along there is equal', async () => {
    const again = await other.register('anna')
    const imported = await bring(again, archive)
    expect(imported.json(), imported.body).toEqual({ family_members: 2, records: 2, documents: 3 })
    const second = await unpack(await takeAlong(other, again))
    expect(normalise(second)).toBe(normalise(await unpack(archive)))

    const search = await again.post('/api/v1/search', { query: 'tetanus' })
    expect(search.json()).toMatchObject({ total: 2 })
    const { documents } = (await again.send('/api/v1/documents')).json<{
      documents: { id: number; state: string }[]
    }>()
    const read = documents.find(({ state }) => state === 'done')
    const picture = await again.send(`/api/v1/documents/${read?.id}/pages/1/picture`)
    expect(picture.statusCode).toBe(200)
    const { family_member_id: self } = (await again.send('/api/v1/user')).json<{
      family_member_id: number
    }>()
    expect((await again.send(`/api/v1/family/${self}`)).json()).toMatchObject({
      relationship: 'self',
    })
  })

  it('PR-01 comes into no account in which something was written, and changes nothing there', async () => {
    const busy = await other.register('busy')
    await busy.post('/api/v1/records', { date: '2024-01-01', notes: 'mine' })
    const before = await countRows(other)
    expect((await bring(busy, archive)).statusCode).toBe(409)
    // Whatever it is: nothing is kept to find that out.
    expect((await bring(busy, Buffer.from('no archive'))).statusCode).toBe(409)
    expect(await countRows(other)).toEqual(before)
  })

  it('PR-01 two at once into one account bring it once', async () => {
    const twice = await other.register('twice')
    const answers = await Promise.all([bring(twice, archive), bring(twice, archive)])
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409])
    expect(
      (await twice.send('/api/v1/family')).json<{ family_members: object[] }>().family_members,
    ).toHaveLength(2)
    expect((await twice.send('/api/v1/records')).json()).toMatchObject({ total: 2 })
    const { rows } = await other.database.pool.query('select * from import_staging')
    expect(rows).toEqual([])
  })

  it('PR-01 half of one is seen by nobody, and goes with the next attempt', async () => {
    const half = await other.register('half')
    const { store } = other.phrm.ports
    const member = {
      id: 1,
      name: 'halfway there',
      relationship: 'child',
      version: 1,
      created_at: '2024-01-15T09:30:00Z',
      updated_at: '2024-01-15T09:30:00Z',
    }
    await store.as(half.accountId, async ({ imports }) => {
      const importId = (await imports.begin()) ?? ''
      const ids = await imports.addMembers(importId, [member])
      const record = {
        id: 1,
        family_member_id: ids.get(1),
        date: '2024-01-01',
        notes: 'halfway there',
        version: 1,
      }
      await imports.addRecords(importId, [
        { ...record, created_at: member.created_at, updated_at: member.updated_at },
      ])
    })
    for (const client of [half, await other.register('onlooker')]) {
      const seen = [
        await client.send('/api/v1/family'),
        await client.send('/api/v1/records'),
        await client.post('/api/v1/search', { query: 'halfway' }),
      ]
      for (const { body } of seen) expect(body).not.toContain('halfway there')
    }
    await other.database.pool.query(
      `update import_staging set created_at = now() - interval '2 hours'`,
    )
    expect((await bring(half, archive)).statusCode).toBe(201)
    expect(await findEverywhere(other, 'halfway there')).toEqual([])
  })

  it('PR-01 holds nothing of a person whom somebody else owns', async () => {
    const [giver, taker] = [await house.register('giver'), await house.register('taker')]
    for (const role of ['viewer', 'editor']) {
      const { memberId } = await giveBelongings(house, giver, `foreign${role}`)
      await house.database.pool.query(
        'insert into user_family (user_id, family_member_id, role) values ($1, $2, $3)',
        [taker.accountId, memberId, role],
      )
    }
    expect((await taker.send('/api/v1/records')).body).toContain('foreigneditor')
    const files = await unpack(await takeAlong(house, taker))
    for (const [name, content] of files)
      if (!name.startsWith('history/shares'))
        expect(content, name).not.toMatch(/foreign(viewer|editor)/)
  })

  it('PR-01 is nobody else’s, needs a recent sign-in, and is gone after a day', async () => {
    const stranger = await house.register('stranger')
    expect((await stranger.send('/api/v1/user/export/file')).statusCode).toBe(404)
    const later = () => new Date(Date.now() + 25 * 3_600_000)
    const files = await house.files()
    await runJob(house, 'end-due', { now: later })
    expect((await house.files()).length).toBe(files.length - 2)
    expect((await anna.send('/api/v1/user/export')).json()).toMatchObject({ state: 'none' })
    expect((await anna.send('/api/v1/user/export/file')).statusCode).toBe(404)
    await house.database.pool.query(
      `update sessions set authenticated_at = now() - interval '16 minutes' where user_id = ${stranger.accountId}`,
    )
    await house.phrm.ports.cache.delete(`session:${await sessionOf(house, stranger)}`)
    for (const request of [
      { method: 'POST', url: '/api/v1/user/export' },
      { method: 'GET', url: '/api/v1/user/export/file' },
      { method: 'POST', url: '/api/v1/user/deletion', payload: { confirm: 'DELETE' } },
    ] as const)
      expect((await stranger.send(request)).json(), request.url).toMatchObject({
        code: 'reauth-required',
      })
  })

  it('PR-01 is not cleaned away while it is wanted', async () => {
    const keeper = await house.register('keeper')
    await takeAlong(house, keeper)
    await runJob(house, 'clean-files', { now: () => new Date(Date.now() + 2 * 3_600_000) })
    expect((await keeper.send('/api/v1/user/export/file')).statusCode).toBe(200)
  })
})

describe('PR-01 an archive that somebody meddled with', () => {
  let files: Map<string, string>
  let victim: Client
  let before: object

  beforeAll(async () => {
    const author = await house.register('author')
    await liveALittle(house, author)
    files = await unpack(await takeAlong(house, author))
    victim = await other.register('victim')
    before = await look()
  })

  const look = async () => ({ rows: await countRows(other), files: (await other.files()).length })

  function meddled(name: string, change: (content: string) => string): Map<string, string> {
    return new Map(files).set(name, change(files.get(name) ?? ''))
  }

  const lines = (name: string, change: (item: Item) => Item) =>
    meddled(`data/${name}.json`, (content) => {
      const items = (JSON.parse(content) as Item[]).map(change)
      return `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]\n`
    })

  const cases: [string, () => Map<string, string>][] = [
    [
      'another version',
      () => meddled('manifest.json', (text) => text.replace('"version":1', '"version":2')),
    ],
    ['another program', () => meddled('manifest.json', () => '{"format":"other"}')],
    ['no JSON', () => meddled('data/health-records.json', () => '[\n{"id": \n]\n')],
    [
      'JSON that is no list of objects',
      () => meddled('data/documents.json', () => '[\n[[[[]]]]\n]\n'),
    ],
    [
      'a record of a stranger',
      () => lines('health-records', (item) => ({ ...item, family_member_id: 1 })),
    ],
    [
      'a record of nobody',
      () => lines('health-records', (item) => ({ ...item, family_member_id: null })),
    ],
    [
      'a text that is too long',
      () => lines('health-records', (item) => ({ ...item, doctor: 'x'.repeat(201) })),
    ],
    ['a NUL', () => lines('health-records', (item) => ({ ...item, notes: 'a\u0000b' }))],
    ['a lone surrogate', () => lines('family-members', (item) => ({ ...item, name: '\ud800' }))],
    ['no such day', () => lines('health-records', (item) => ({ ...item, date: '2023-02-30' }))],
    [
      'a number where a text belongs',
      () => lines('family-members', (item) => ({ ...item, version: {} })),
    ],
    ['two things with one id', () => lines('health-records', (item) => ({ ...item, id: 7 }))],
    ['nobody oneself', () => lines('family-members', (item) => ({ ...item, is_self: false }))],
    [
      'words that are none',
      () => lines('document-pages', (item) => ({ ...item, words: [{ evil: 1 }] })),
    ],
    ['a page twice', () => lines('document-pages', (item) => ({ ...item, words: [], number: 0 }))],
    [
      'a time that no answer could show',
      () => lines('health-records', (item) => ({ ...item, created_at: 'infinity' })),
    ],
    [
      'a version that has no next',
      () => lines('health-records', (item) => ({ ...item, version: 2_147_483_647 })),
    ],
    ['a state that there is not', () => lines('documents', (item) => ({ ...item, state: 'evil' }))],
    [
      'a missing document',
      () => new Map([...files].filter(([name]) => !name.startsWith('documents/'))),
    ],
    ['a program for a document', () => meddled(firstDocument(), () => 'MZ\u0090\u0000\u0003')],
    ['a document that is too large', () => meddled(firstDocument(), () => 'x'.repeat(300 * 1024))],
    ['a picture that is none', () => meddled(firstPicture(), () => '<svg onload=alert(1)>')],
  ]
  const firstDocument = () => [...files.keys()].find((name) => name.startsWith('documents/')) ?? ''
  const firstPicture = () => [...files.keys()].find((name) => name.startsWith('pictures/')) ?? ''

  it.each(cases)('PR-01 %s is refused in words, and nothing of it stays', async (_name, make) => {
    const response = await bring(victim, await repack(make()))
    expect(response.json(), response.body).toMatchObject({ status: 400, code: 'invalid' })
    expect(response.body).toContain('This archive cannot be brought in')
    expect(response.body).not.toMatch(/zyx|Zoë/)
    expect(await look()).toEqual(before)
  })

  it('PR-01 ids and owners that stand in it mean nothing here', async () => {
    const evil = lines('health-records', (item) => ({
      ...item,
      user_id: 1,
      deleted_at: '2020-01-01',
    }))
    const response = await bring(victim, await repack(evil))
    expect(response.statusCode, response.body).toBe(201)
    const { rows } = await other.database.pool.query(
      `select distinct user_id from health_records where deleted_at is null and family_member_id in
        (select family_member_id from user_family where user_id = ${victim.accountId})`,
    )
    expect(rows).toEqual([{ user_id: victim.accountId }])
  })

  it('PR-01 garbage is no archive', async () => {
    const fresh = await other.register('fresh')
    for (const content of ['', 'PK', 'hello world', '\u0000'.repeat(1000)])
      expect((await bring(fresh, Buffer.from(content))).statusCode, content).toBe(400)
  })
})

async function sessionOf({ database }: PhrmUnderTest, client: Client): Promise<string> {
  const { rows } = await database.pool.query(
    `select id from sessions where user_id = ${client.accountId}`,
  )
  return String(rows[0].id)
}

/** Rows of every table, but for the trail, which only grows. */
async function countRows(at: PhrmUnderTest): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const table of await listTables(at)) {
    if (table.startsWith('audit_')) continue
    const { rows } = await at.database.pool.query(`select count(*)::int as n from "${table}"`)
    counts[table] = rows[0].n
  }
  return counts
}
