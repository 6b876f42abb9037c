import type { Ports } from '../ports.ts'
import { reportExcess } from './report-excess.ts'

export type Limits = ReturnType<typeof limits>

export function limits(ports: Ports) {
  return { report: reportExcess(ports) }
}
