import type { Ports } from '../ports.ts'
import { downloadExport, findExport, requestExport } from './exports.ts'
import { importFor, importUpload } from './import-archive.ts'

export type Exports = ReturnType<typeof exports>

export function exports(ports: Ports) {
  return {
    request: requestExport(ports),
    find: findExport(ports),
    download: downloadExport(ports),
    import: importUpload(ports),
    importFor: importFor(ports),
  }
}
