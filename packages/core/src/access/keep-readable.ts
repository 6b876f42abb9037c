import type { Page } from '../page.ts'

/** Only when row-level security fails is there anything to leave out; then the total tells nothing of it either. */
export function keepReadable<Item>(
  page: Page<Item>,
  isReadable: (item: Item) => boolean,
): Page<Item> {
  const items = page.items.filter(isReadable)
  return items.length === page.items.length
    ? page
    : { items, total: items.length, page: page.page, pages: 1 }
}
