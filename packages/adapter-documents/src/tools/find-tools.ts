import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Whether the machine has all of these programs. */
export function findTools(names: readonly string[]): boolean {
  return names.every((name) => findTool(name) !== undefined)
}

/** Where a program lies on the search path. */
export function findTool(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return folders.map((folder) => join(folder, name)).find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
