import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { migrate, openPool } from '@phrm/adapter-postgres'
import { migrationsFolder } from '@phrm/adapter-postgres/testing'
import { recordsPerAccount, sessionPrefix } from './sample-account.ts'

export interface SampleDatabase {
  databaseUrl: string
  accounts: number
  close(): Promise<void>
}

/** A database of its own with the real migrations, filled in bulk. */
export async function openSampleDatabase(
  serverUrl: string,
  accounts: number,
  say: (text: string) => void,
): Promise<SampleDatabase> {
  const name = `phrm_bench_${randomUUID().slice(0, 8)}`
  await administer(serverUrl, `create database ${name}`)
  const databaseUrl = serverUrl.replace(/[^/?]*(?=\?|$)/, name)
  const close = () => administer(serverUrl, `drop database if exists ${name} with (force)`)
  try {
    const pool = openPool({ databaseUrl, poolSize: 1 })
    await migrate(pool, migrationsFolder).finally(() => pool.end())
    say(`filling a database with ${accounts * recordsPerAccount} records`)
    for (const statement of filling(accounts)) await administer(databaseUrl, statement)
  } catch (error) {
    await close()
    throw error
  }
  return { databaseUrl, accounts, close }
}

/**
 * Records come in as they do in life, visit after visit of everybody, so that those of one account lie scattered. Three
 * of four have a document. Triggers are off meanwhile (`replica`): the search index is not what is measured.
 */
function filling(accounts: number): string[] {
  const everybody = `generate_series(1, ${accounts}) as account`
  return [
    `set session_replication_role = replica;
     insert into family_members (id, name, relationship, date_of_birth, sex)
       select account, 'Person ' || account, 'self', date '1950-01-01' + account % 20000, 'female' from ${everybody};
     insert into users (id, username, email, password_hash, first_name, last_name, self_id)
       select account, 'user' || account, 'user' || account || '@example.org', '-', 'User', 'No. ' || account, account
       from ${everybody};
     insert into user_family (user_id, family_member_id) select account, account from ${everybody};
     insert into sessions (id, user_id, created_at, authenticated_at, last_seen_at, expires_at)
       select '${sessionPrefix}' || account, account, now(), now(), now(), now() + interval '1 day' from ${everybody};`,
    `set session_replication_role = replica;
     insert into health_records
       (user_id, family_member_id, date, chief_complaint, doctor, investigations, diagnosis, prescription, notes)
       select account, account, date '2014-01-01' + visit * 40 + account % 40,
         'Cough and fever since day ' || account % 9, 'Dr. Okafor, Hill Street Practice', 'CRP 24 mg/L; WBC 9.1',
         'Acute bronchitis, visit ' || visit, 'Paracetamol 500 mg, up to four times a day',
         'Drink plenty; no sports for a week.'
       from generate_series(1, ${recordsPerAccount}) as visit, ${everybody} order by visit, account;`,
    `set session_replication_role = replica;
     insert into documents (health_record_id, family_member_id, filename, stored_filename, file_path, file_size,
         content_type, sha256, uploaded_at, state, page_count)
       select id, family_member_id, 'lab-report-' || id || '.pdf', id || '.pdf', 'documents/' || id || '.pdf', 48213,
         'application/pdf', repeat('0', 64), date::timestamptz + id % 60000 * interval '1 second', 'done', 2
       from health_records where id % 4 <> 0 order by id;`,
    'vacuum (analyze)',
    'checkpoint',
  ]
}

async function administer(databaseUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
