import type { Ports } from '../ports.ts'
import { changePreferences, getPreferences, sendTestLetter } from './change-preferences.ts'

export type Notifications = ReturnType<typeof notifications>

export function notifications(ports: Ports) {
  return {
    preferences: getPreferences(ports),
    changePreferences: changePreferences(ports),
    sendTest: sendTestLetter(ports),
  }
}
