import { giveBelongings, type Belongings } from './belongings.ts'
import type { Client, PhrmUnderTest } from './phrm-under-test.ts'

export interface People {
  admin: Client
  owner: Client
  viewer: Client
  editor: Client
  /** To whom a person is offered who has not answered. */
  receiver: Client
  stranger: Client
}

export interface SharedBelongings extends Belongings {
  /** Of the editor, accepted. */
  shareId: number
  /** To the receiver. */
  offerId: number
}

export async function registerPeople(house: PhrmUnderTest): Promise<People> {
  // The first account is the administrator's.
  const admin = await house.register('admin')
  const [owner, viewer, editor, receiver, stranger] = [
    await house.register('owner'),
    await house.register('viewer'),
    await house.register('editor'),
    await house.register('receiver'),
    await house.register('stranger'),
  ]
  return { admin, owner, viewer, editor, receiver, stranger }
}

/** A person of the owner with everything, shared with the viewer and the editor, and offered to the receiver. */
export async function shareBelongings(
  house: PhrmUnderTest,
  { owner, viewer, editor }: People,
  canary: string,
): Promise<SharedBelongings> {
  const things = await giveBelongings(house, owner, canary)
  const offer = async (role: 'viewer' | 'editor', name: string) => {
    const response = await owner.post(`/api/v1/family/${things.memberId}/shares`, {
      email: `${name}@example.org`,
      role,
    })
    return response.json<{ id: number }>().id
  }
  await viewer.post(`/api/v1/shares/${await offer('viewer', 'viewer')}/accept`, {})
  const shareId = await offer('editor', 'editor')
  await editor.post(`/api/v1/shares/${shareId}/accept`, {})
  return { ...things, shareId, offerId: await offer('viewer', 'receiver') }
}
