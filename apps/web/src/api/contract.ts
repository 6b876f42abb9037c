import type * as t from './types.ts'

interface NoParameters {
  query?: never
  header?: never
  path?: never
  cookie?: never
}
interface Operation<Parameters, Result> {
  parameters: Omit<NoParameters, keyof Parameters> & Parameters
  responses: {
    200: { content: { 'application/json': Result } }
    default: { content: { 'application/problem+json': t.Problem } }
  }
}
type Get<Result, Parameters = object> = Operation<Parameters, Result> & { requestBody?: never }
type Send<Body, Result, Parameters = object> = Operation<Parameters, Result> & {
  requestBody: { content: { 'application/json': Body } }
}
type Id = { path: { id: number } }
type Pages = { page?: number; per_page?: number; family_member_id?: number }

/** The routes of /api/v1 that answer with JSON, in the shape that openapi-fetch reads. */
export interface Paths {
  '/api/v1/auth/registration': { get: Get<t.Registration> }
  '/api/v1/auth/register': { post: Send<t.RegisterInput, t.Session> }
  '/api/v1/auth/login': { post: Send<t.SignInInput, t.Session> }
  '/api/v1/auth/logout': { post: Get<undefined> }
  '/api/v1/user': { get: Get<t.User>; put: Send<t.UserInput, t.User> }
  '/api/v1/family': {
    get: Get<{ family_members: t.Member[] }>
    post: Send<t.MemberInput, t.Member>
  }
  '/api/v1/family/{id}': {
    get: Get<t.Member, Id>
    put: Send<t.MemberInput, t.Member, Id>
    delete: Get<undefined, Id>
  }
  '/api/v1/family/{id}/restore': { post: Get<t.Member, Id> }
  '/api/v1/records': {
    get: Get<t.RecordPage, { query?: Pages & { from?: string; to?: string } }>
    post: Send<t.RecordInput, t.HealthRecord>
  }
  '/api/v1/records/{id}': {
    get: Get<t.HealthRecord, Id>
    put: Send<t.RecordInput, t.HealthRecord, Id>
    delete: Get<undefined, Id>
  }
  '/api/v1/records/{id}/restore': { post: Get<t.HealthRecord, Id> }
  '/api/v1/records/{id}/documents': { get: Get<{ documents: t.Document[] }, Id> }
  '/api/v1/documents': { get: Get<t.DocumentPage, { query?: Pages }> }
  '/api/v1/documents/{id}': { get: Get<t.Document, Id>; delete: Get<undefined, Id> }
  '/api/v1/documents/{id}/restore': { post: Get<t.Document, Id> }
  '/api/v1/documents/{id}/read': { post: Get<t.Document, Id> }
  '/api/v1/documents/{id}/pages/{number}': {
    get: Get<t.PageText, { path: { id: number; number: number } }>
  }
  '/api/v1/search': { post: Send<t.SearchInput, t.SearchAnswer> }
  '/api/v1/ai/providers': { get: Get<{ providers: t.Provider[] }> }
  '/api/v1/ai/consents': {
    get: Get<{ consents: t.Consent[] }>
    put: Send<t.ConsentInput, { consents: t.Consent[] }>
  }
  '/api/v1/jobs/{id}': { get: Get<t.Job, Id> }
  '/api/v1/jobs/{id}/cancel': { post: Get<t.Job, Id> }
}
