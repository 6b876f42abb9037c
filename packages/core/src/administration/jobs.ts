import { requireAdministrator } from '../account/require-administrator.ts'
import type { Actor } from '../actor.ts'
import { DomainError, notFound } from '../errors.ts'
import type { Page, PageRequest } from '../page.ts'
import type { Ports } from '../ports.ts'
import type { Device } from '../session/start-session.ts'
import type { JobFilter, JobSummary } from './administration.ts'
import { writeAdministration } from './write-administration.ts'

export function listAllJobs({ store }: Pick<Ports, 'store'>) {
  return async (actor: Actor, filter: JobFilter, page: PageRequest): Promise<Page<JobSummary>> => {
    requireAdministrator(actor)
    return store.administration.listJobs(filter, page)
  }
}

export function retryJob(ports: Ports) {
  const write = writeAdministration(ports)

  return async (actor: Actor, id: number, device: Device): Promise<void> => {
    requireAdministrator(actor)
    await write(actor, 'retry-job', device)
    const outcome = await ports.store.administration.retryJob(id)
    if (outcome === 'unknown') throw notFound()
    if (outcome === 'not-failed') throw refused('Only work that failed can be tried again.')
    if (outcome === 'running-already') throw refused('The same work waits already.')
  }
}

function refused(message: string): DomainError {
  return new DomainError('conflict', message)
}
