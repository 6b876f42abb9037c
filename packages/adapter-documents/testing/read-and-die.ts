import { readPath } from './reading.ts'

/** Reads a file in a process that a test kills meanwhile: `node read-and-die.ts <path> <tools>`. */
const [, , path, tools] = process.argv
void readPath(path!, 'application/pdf', { tools: tools as 'machine' | 'none' })
