/** A colour of its own for each person; it never stands alone, the initials or the name are beside it. */
const colours = [
  'bg-teal-100 text-teal-900 dark:bg-teal-900 dark:text-teal-100',
  'bg-amber-100 text-amber-900 dark:bg-amber-900 dark:text-amber-100',
  'bg-violet-100 text-violet-900 dark:bg-violet-900 dark:text-violet-100',
  'bg-sky-100 text-sky-900 dark:bg-sky-900 dark:text-sky-100',
  'bg-rose-100 text-rose-900 dark:bg-rose-900 dark:text-rose-100',
  'bg-lime-100 text-lime-900 dark:bg-lime-900 dark:text-lime-100',
  'bg-fuchsia-100 text-fuchsia-900 dark:bg-fuchsia-900 dark:text-fuchsia-100',
  'bg-orange-100 text-orange-900 dark:bg-orange-900 dark:text-orange-100',
] as const

export function toPersonColour(id: number): string {
  return colours[id % colours.length] ?? colours[0]
}

/** First letters of the first and the last word: "Ana Maria Silva" gives "AS". */
export function toInitials(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase()
}
