import { authorizedFetch } from '../api/client.ts'
import { toApiError } from '../api/problem.ts'

/** Fetches a file with the bearer and hands it to the browser under that name. */
export async function saveFile(url: string, filename: string): Promise<void> {
  const response = await authorizedFetch(url)
  if (!response.ok) throw await toApiError(response)
  const address = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = filename
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
