import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { generateSchema, schemaFile } from '../scripts/schema-generator.ts'
import { createApiClient } from './index.ts'

function openClient(response: Response, token?: () => string | undefined) {
  const requests: Request[] = []
  const client = createApiClient({
    baseUrl: 'http://localhost',
    fetch: async (request) => {
      requests.push(request)
      return response.clone()
    },
    ...(token && { token }),
  })
  return { client, requests }
}

describe('schema.d.ts', () => {
  it('is what openapi.json says (node packages/api-client/scripts/generate.ts writes it)', async () => {
    expect(await readFile(schemaFile, 'utf8')).toBe(await generateSchema())
  })
})

describe('the client', () => {
  it('asks with the token of the moment, as a page of PHRM', async () => {
    let token: string | undefined = 'first'
    const { client, requests } = openClient(Response.json({ family_members: [] }), () => token)
    await client.GET('/api/v1/family')
    token = undefined
    await client.GET('/api/v1/family')
    const [first, second] = requests
    expect(first?.headers.get('authorization')).toBe('Bearer first')
    expect(first?.headers.get('x-requested-with')).toBe('phrm')
    expect(second?.headers.has('authorization')).toBe(false)
  })

  it('writes parameters and bodies as the description names them', async () => {
    const { client, requests } = openClient(Response.json({}))
    await client.PUT('/api/v1/records/{id}', {
      params: { path: { id: 7 }, header: { 'if-match': '"3"' } },
      body: { date: '2024-01-15', notes: 'WBC < 5' },
    })
    const [request] = requests
    expect(request?.url).toBe('http://localhost/api/v1/records/7')
    expect(request?.headers.get('if-match')).toBe('"3"')
    expect(await request?.json()).toEqual({ date: '2024-01-15', notes: 'WBC < 5' })
  })

  it('hands problems back instead of throwing', async () => {
    const problem = { status: 404, code: 'not-found', detail: 'There is nothing here.' }
    const headers = { 'content-type': 'application/problem+json' }
    const { client } = openClient(new Response(JSON.stringify(problem), { status: 404, headers }))
    const { data, error } = await client.GET('/api/v1/records/{id}', {
      params: { path: { id: 7 } },
    })
    expect(data).toBeUndefined()
    expect(error).toMatchObject({ code: 'not-found' })
  })
})
