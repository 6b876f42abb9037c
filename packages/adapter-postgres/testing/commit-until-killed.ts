/** Child of a test: commits row after row into the data folder given, telling its parent of each, until it is killed. */
import { openEmbedded } from '../src/embedded/open-embedded.ts'

const { pool } = await openEmbedded({ dataDir: process.argv[2]! })
await pool.query('create table if not exists kept (id int primary key, body text)')
const { rows } = await pool.query('select coalesce(max(id), 0) as last from kept')
for (let id = rows[0].last + 1; ; id++) {
  await pool.query('insert into kept values ($1, $2)', [id, 'x'.repeat(500)])
  process.send!(id)
}
