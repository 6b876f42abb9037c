import { constants, setPriority } from 'node:os'
import { endProcessGroup } from './end-process-group.ts'
import { createReport } from './report.ts'
import { readDocument } from './read-document.ts'
import type { FromReader, ToReader } from './messages.ts'
import { ReadingFault } from './reading-fault.ts'
import { startWatchdog } from './watchdog.ts'

// First of all: threads take the priority of the one that starts them.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
process.on('disconnect', endProcessGroup)

const send = (message: FromReader) => process.send?.(message)
const report = createReport(send)

process.on('message', (message: ToReader) => {
  if (message.kind === 'picture-taken') report.pictureTaken(message.number)
  else void read(message)
})
send({ kind: 'ready' })

async function read(task: ToReader & { kind: 'read' }): Promise<void> {
  startWatchdog(task.limits.memoryBytes)
  try {
    await readDocument(task, report)
    send({ kind: 'ended' })
  } catch (error) {
    if (error instanceof ReadingFault) send({ kind: 'ended', fault: error.message })
    // No text of the file may get into a log: the name of the error has to do.
    else send({ kind: 'broken', message: errorName(error) })
  }
}

function errorName(error: unknown): string {
  const { name, code } = error as NodeJS.ErrnoException
  return code ?? name ?? typeof error
}
