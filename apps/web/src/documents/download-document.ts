import { authorizedFetch } from '../api/client.ts'
import { toApiError } from '../api/problem.ts'
import type { Document } from '../api/types.ts'

/** Fetches the untouched file with the bearer and hands it to the browser under its own name. */
export async function downloadDocument({ id, filename }: Document): Promise<void> {
  const response = await authorizedFetch(`/api/v1/documents/${id}/file`)
  if (!response.ok) throw await toApiError(response)
  const url = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = filename
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
