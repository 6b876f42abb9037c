import { admin } from './admin.ts'
import { app } from './app.ts'
import { ask } from './ask.ts'
import { audit } from './audit.ts'
import { auth } from './auth.ts'
import { devices } from './devices.ts'
import { documents } from './documents.ts'
import { factors } from './factors.ts'
import { home } from './home.ts'
import { myData } from './my-data.ts'
import { notifications } from './notifications.ts'
import { people } from './people.ts'
import { records } from './records.ts'
import { reset } from './reset.ts'
import { search } from './search.ts'
import { settings } from './settings.ts'
import { sharing } from './sharing.ts'
import { tokens } from './tokens.ts'
import { ui } from './ui.ts'

export const en = {
  admin,
  app,
  myData,
  ui,
  ask,
  audit,
  auth,
  devices,
  documents,
  factors,
  home,
  notifications,
  people,
  records,
  reset,
  search,
  settings,
  sharing,
  tokens,
}
