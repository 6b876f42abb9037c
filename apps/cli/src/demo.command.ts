import { addDemoPapers, addDemoRecords, toSignInWords } from './demo.ts'
import { loadConfig, say, withPhrm } from './open.ts'

/** The papers wait in the queue and are read when the application runs. */
export async function fillDemo(): Promise<void> {
  await withPhrm(loadConfig(), async (phrm) => {
    await phrm.migrate()
    const demo = await addDemoRecords(phrm)
    if (!demo) return
    await addDemoPapers(phrm, demo)
    say(toSignInWords(demo.email))
  })
}
