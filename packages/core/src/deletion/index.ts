import type { Ports } from '../ports.ts'
import { cancelDeletion, findDeletion, requestDeletion } from './deletions.ts'

export type Deletions = ReturnType<typeof deletions>

export function deletions(ports: Ports) {
  return {
    request: requestDeletion(ports),
    find: findDeletion(ports),
    cancel: cancelDeletion(ports),
  }
}
