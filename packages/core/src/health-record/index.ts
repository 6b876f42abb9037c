import type { Ports } from '../ports.ts'
import { addHealthRecord } from './add-health-record.ts'
import { listFollowUps } from './list-follow-ups.ts'
import { getHealthRecord, listHealthRecords } from './list-health-records.ts'
import { removeHealthRecord, restoreHealthRecord } from './remove-health-record.ts'
import { updateHealthRecord } from './update-health-record.ts'

export type HealthRecords = ReturnType<typeof healthRecords>

export function healthRecords(ports: Ports) {
  return {
    list: listHealthRecords(ports),
    get: getHealthRecord(ports),
    listFollowUps: listFollowUps(ports),
    add: addHealthRecord(ports),
    update: updateHealthRecord(ports),
    remove: removeHealthRecord(ports),
    restore: restoreHealthRecord(ports),
  }
}
