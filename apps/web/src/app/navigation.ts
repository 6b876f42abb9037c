/** The map of the application, in the order of use. */
export const places = [
  { name: 'home', label: 'home.title', icon: 'i-lucide-house', thumb: true },
  { name: 'records', label: 'records.title', icon: 'i-lucide-notebook-text', thumb: true },
  { name: 'documents', label: 'documents.title', icon: 'i-lucide-files', thumb: true },
  { name: 'ask', label: 'ask.title', icon: 'i-lucide-message-circle-question-mark', thumb: true },
  { name: 'search', label: 'search.title', icon: 'i-lucide-search', thumb: false },
  { name: 'people', label: 'people.title', icon: 'i-lucide-users', thumb: false },
] as const

/** A record's page belongs to Records, a person's to People. */
const parents: Record<string, string> = {
  record: 'records',
  'record-new': 'records',
  'record-edit': 'records',
  person: 'people',
  document: 'documents',
}

export function isPlaceOf(place: string, routeName: unknown): boolean {
  return place === routeName || parents[String(routeName)] === place
}
