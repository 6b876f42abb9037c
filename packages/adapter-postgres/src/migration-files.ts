import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface MigrationFile {
  /** File name without `.sql`; begins with four digits, which give the order. */
  name: string
  sql: string
  /** SHA-256, hex. */
  checksum: string
}

const FILE_NAME = /^(\d{4})_[a-z0-9_]+\.sql$/

/** In order. Throws on a name that fits no order: a migration that is passed over in silence is the worst kind. */
export async function readMigrations(folder: string): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const numbers = names.map(toNumber)
  const twice = numbers.find((number, index) => number === numbers[index + 1])
  if (twice) throw new Error(`Two migrations have the number ${twice}.`)
  return Promise.all(names.map((name) => readMigration(folder, name)))
}

function toNumber(fileName: string): string {
  const number = FILE_NAME.exec(fileName)?.[1]
  if (!number) throw new Error(`${fileName} is no name for a migration: use 0001_what_it_does.sql.`)
  return number
}

async function readMigration(folder: string, fileName: string): Promise<MigrationFile> {
  // A checkout on Windows may have other line ends, and is the same migration.
  const sql = (await readFile(join(folder, fileName), 'utf8')).replaceAll('\r\n', '\n')
  const checksum = createHash('sha256').update(sql).digest('hex')
  return { name: fileName.slice(0, -'.sql'.length), sql, checksum }
}
