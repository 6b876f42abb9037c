import type { InjectOptions } from 'fastify'
import type { SharedBelongings } from './belongings-shared.ts'
import { toUpload } from './phrm-under-test.ts'

/**
 * Who reaches what by each route: anyone, the holder of the refresh cookie, everyone their own, administrators, or those who may
 * see a person; then how the route names something of the person. A route that is not here fails the test until somebody has
 * thought.
 */
export const classified: Record<string, 'open' | 'cookie' | 'own' | 'admin' | Ask> = {
  checkHealth: 'open',
  checkApiHealth: 'open',
  getRegistration: 'open',
  register: 'open',
  confirmRegistration: 'open',
  readInvitation: 'open',
  logIn: 'open',
  finishSignIn: 'open',
  askForPasskey: 'open',
  signInByPasskey: 'open',
  forgotPassword: 'open',
  resetPassword: 'open',
  confirmEmail: 'open',
  refreshSession: 'cookie',
  logOut: 'cookie',
  reauthenticate: 'own',
  listSessions: 'own',
  endSession: 'own',
  endOtherSessions: 'own',
  changePassword: 'own',
  listFactors: 'own',
  beginAuthenticator: 'own',
  confirmAuthenticator: 'own',
  removeAuthenticator: 'own',
  replaceRecoveryCodes: 'own',
  beginPasskey: 'own',
  addPasskey: 'own',
  renamePasskey: 'own',
  removePasskey: 'own',
  listApiTokens: 'own',
  createApiToken: 'own',
  revokeApiToken: 'own',
  sendEmailVerification: 'own',
  changeEmail: 'own',
  getNotifications: 'own',
  setNotifications: 'own',
  sendTestMail: 'own',
  listFollowUps: 'own',
  getUser: 'own',
  updateUser: 'own',
  getExport: 'own',
  requestExport: 'own',
  downloadExport: 'own',
  importArchive: 'own',
  getDeletion: 'own',
  requestDeletion: 'own',
  cancelDeletion: 'own',
  makeResetLink: 'admin',
  listAccounts: 'admin',
  changeAccount: 'admin',
  endAccountSessions: 'admin',
  unlockAccount: 'admin',
  getRegistrationMode: 'admin',
  setRegistrationMode: 'admin',
  listInvitations: 'admin',
  addInvitation: 'admin',
  revokeInvitation: 'admin',
  getOverview: 'admin',
  listJobs: 'admin',
  listSecurityEvents: 'admin',
  retryJob: 'admin',
  listFamilyMembers: 'own',
  addFamilyMember: 'own',
  listAIProviders: 'own',
  listConsents: 'own',
  listShares: 'own',
  listActivity: 'own',
  getFamilyMember: ({ memberId }) => ({ id: memberId }),
  listAccesses: ({ memberId }) => ({ id: memberId }),
  updateFamilyMember: ({ memberId }) => ({
    id: memberId,
    payload: { name: 'Ben', relationship: 'child' },
  }),
  removeFamilyMember: ({ memberId }) => ({ id: memberId }),
  restoreFamilyMember: ({ memberId }) => ({ id: memberId, removed: `/api/v1/family/${memberId}` }),
  offerShare: ({ memberId }) => ({
    id: memberId,
    payload: { email: 'somebody@example.org', role: 'viewer' },
  }),
  handOver: ({ memberId }) => ({ id: memberId, payload: { email: 'somebody@example.org' } }),
  acceptShare: ({ offerId }) => ({ id: offerId, payload: {} }),
  declineShare: ({ offerId }) => ({ id: offerId }),
  changeShare: ({ shareId }) => ({ id: shareId, payload: { role: 'viewer' } }),
  endShare: ({ shareId }) => ({ id: shareId }),
  listRecords: ({ memberId }) => ({ query: `family_member_id=${memberId}` }),
  addRecord: ({ memberId }) => ({ payload: { date: '2024-01-15', family_member_id: memberId } }),
  getRecord: ({ recordId }) => ({ id: recordId }),
  updateRecord: ({ recordId }) => ({ id: recordId, payload: { date: '2024-01-16' } }),
  removeRecord: ({ recordId }) => ({ id: recordId }),
  restoreRecord: ({ recordId }) => ({ id: recordId, removed: `/api/v1/records/${recordId}` }),
  uploadDocuments: ({ recordId }) => {
    const { payload, headers } = toUpload(recordId, [{ filename: 'a.txt', content: 'some text' }])
    return { id: recordId, payload, headers }
  },
  listDocumentsOfRecord: ({ recordId }) => ({ id: recordId }),
  listDocuments: ({ memberId }) => ({ query: `family_member_id=${memberId}` }),
  getDocument: ({ documentId }) => ({ id: documentId }),
  downloadDocument: ({ documentId }) => ({ id: documentId }),
  getDocumentPage: ({ documentId }) => ({ id: documentId }),
  getDocumentPicture: ({ documentId }) => ({ id: documentId }),
  readDocumentAgain: ({ documentId }) => ({ id: documentId }),
  removeDocument: ({ documentId }) => ({ id: documentId }),
  restoreDocument: ({ documentId }) => ({
    id: documentId,
    removed: `/api/v1/documents/${documentId}`,
  }),
  search: ({ memberId }) => ({ payload: { query: 'tetanus', family_member_id: memberId } }),
  chat: ({ memberId }) => ({ payload: { message: 'tetanus', patient_id: memberId } }),
  setConsent: ({ memberId }) => ({
    payload: { family_member_id: memberId, host: 'api.example.org', granted: false },
  }),
  getJob: ({ jobId }) => ({ id: jobId }),
  watchJob: ({ jobId }) => ({ id: jobId, ended: jobId }),
  cancelJob: ({ jobId }) => ({ id: jobId }),
}

export interface Asked {
  id?: number
  query?: string
  payload?: InjectOptions['payload'] | undefined
  headers?: InjectOptions['headers'] | undefined
  /** Removed by its owner first, so that it can be restored. */
  removed?: string
  /** A job that its owner ends first, so that watching it ends too. */
  ended?: number
}

export type Ask = (of: SharedBelongings) => Asked

/** What those get with whom the person is shared: `gone` is 404, `refused` is 403. */
export type Outcome = 'given' | 'refused' | 'gone'
export type Need = Record<'viewer' | 'editor' | 'owner' | 'receiver', Outcome>

const reader: Need = { viewer: 'given', editor: 'given', owner: 'given', receiver: 'gone' }
const editor: Need = { ...reader, viewer: 'refused' }
const owner: Need = { ...editor, editor: 'refused' }
/** Only the one account. */
const starter: Need = { ...reader, viewer: 'gone', editor: 'gone' }
const receiver: Need = { viewer: 'gone', editor: 'gone', owner: 'gone', receiver: 'given' }

const needs: Record<string, Need> = {
  search: reader,
  chat: reader,
  listAccesses: editor,
  removeFamilyMember: owner,
  restoreFamilyMember: owner,
  offerShare: owner,
  handOver: owner,
  changeShare: starter,
  /** The editor may leave. */
  endShare: { ...reader, viewer: 'gone' },
  acceptShare: receiver,
  declineShare: receiver,
  getJob: starter,
  watchJob: starter,
  cancelJob: starter,
  // What is deleted cannot be seen by those who could not bring it back.
  restoreRecord: { ...editor, viewer: 'gone' },
  restoreDocument: { ...editor, viewer: 'gone' },
}

/** Looking needs a viewer, anything else an editor, unless it says otherwise above. */
export function toNeed({ operationId, method }: { operationId: string; method: string }): Need {
  return needs[operationId] ?? (method === 'GET' ? reader : editor)
}
