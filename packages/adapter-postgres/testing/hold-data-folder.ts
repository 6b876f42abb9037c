/** Child of a test: takes the data folder given, says whether it got it, and holds it until it is killed. */
import { acquireLock } from '../src/embedded/data-lock.ts'

await acquireLock(process.argv[2]!).then(
  () => process.send!('held'),
  (error: Error) => process.send!(error.message),
)
setInterval(() => {}, 1_000)
