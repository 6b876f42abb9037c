import type { Ports } from '../ports.ts'
import { addFamilyMember } from './add-family-member.ts'
import { getFamilyMember, listFamilyMembers } from './list-family-members.ts'
import { removeFamilyMember, restoreFamilyMember } from './remove-family-member.ts'
import { updateFamilyMember } from './update-family-member.ts'

export type FamilyMembers = ReturnType<typeof familyMembers>

export function familyMembers(ports: Ports) {
  return {
    list: listFamilyMembers(ports),
    get: getFamilyMember(ports),
    add: addFamilyMember(ports),
    update: updateFamilyMember(ports),
    remove: removeFamilyMember(ports),
    restore: restoreFamilyMember(ports),
  }
}
