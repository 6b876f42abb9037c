import type { ReadOptions, ReadingResult } from '@phrm/core'
import { createDeadline } from './deadline.ts'
import type { FromReader, ReadingTask } from './messages.ts'
import { brokeReader, tookTooLong, tooMuchMemory } from './reading-fault.ts'
import { startReadingProcess } from './reading-process.ts'
import { toReadingResult } from './reading-result.ts'
import type { Findings } from './reading-result.ts'

/** Follows one reading process to its end, and says what came of it. */
export async function readInProcess(
  task: ReadingTask,
  options: ReadOptions,
): Promise<ReadingResult> {
  const findings: Findings = { pageCount: 0, pages: [], notes: [] }
  let [isReady, isComplete] = [false, false]
  let failure: { error: unknown } | undefined
  const reader = startReadingProcess(task.limits, task.tools, take)
  const deadline = createDeadline(task.limits.seconds, reader.kill)
  options.signal.addEventListener('abort', reader.kill)
  try {
    const signal = await reader.ended
    options.signal.throwIfAborted()
    if (failure) throw (failure as { error: unknown }).error
    if (!isReady && !deadline.passed) throw new Error('The reading process did not start.')
    if (!isComplete) findings.fault = faultOf(signal, deadline.passed)
    return toReadingResult(findings)
  } finally {
    options.signal.removeEventListener('abort', reader.kill)
    deadline.clear()
  }

  function take(message: FromReader): void {
    switch (message.kind) {
      case 'ready':
        isReady = true
        return reader.send({ kind: 'read', ...task })
      case 'opened':
        findings.pageCount = message.pageCount
        return
      case 'granted':
        return deadline.extend(message.seconds)
      case 'progress':
        return options.onProgress({
          stage: message.stage,
          done: message.done,
          total: message.total,
        })
      case 'page':
        findings.pages.push(message.page)
        return
      case 'note':
        findings.notes.push(message.text)
        return
      case 'picture':
        return void hand(message.number, message.jpeg)
      case 'ended':
        isComplete = true
        findings.fault = message.fault
        return reader.kill()
      case 'broken':
        return fail(new Error(`The reading process broke: ${message.message}.`))
    }
  }

  async function hand(number: number, jpeg: Uint8Array): Promise<void> {
    try {
      await options.onPicture(number, jpeg)
      reader.send({ kind: 'picture-taken', number })
    } catch (error) {
      fail(error)
    }
  }

  function fail(error: unknown): void {
    failure ??= { error }
    reader.kill()
  }
}

/** Signals by which memory runs out: the watchdog's or the system's, and those of failed allocations. */
const memorySignals = new Set<NodeJS.Signals | undefined>(['SIGKILL', 'SIGABRT', 'SIGTRAP'])

function faultOf(signal: NodeJS.Signals | undefined, isLate: boolean): string {
  if (isLate || signal === 'SIGXCPU') return tookTooLong().message
  return (memorySignals.has(signal) ? tooMuchMemory() : brokeReader()).message
}
