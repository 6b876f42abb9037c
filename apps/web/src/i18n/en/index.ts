import { app } from './app.ts'
import { ask } from './ask.ts'
import { auth } from './auth.ts'
import { documents } from './documents.ts'
import { home } from './home.ts'
import { people } from './people.ts'
import { records } from './records.ts'
import { search } from './search.ts'
import { settings } from './settings.ts'
import { ui } from './ui.ts'

export const en = { app, ui, auth, home, people, records, documents, search, ask, settings }
