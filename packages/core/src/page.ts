/** One page of a list. `page` counts from 1. */
export interface PageRequest {
  page: number
  perPage: number
}

export interface Page<Item> {
  items: Item[]
  total: number
  page: number
  /** Number of pages, at least 1. */
  pages: number
}

export function toPage<Item>(
  items: Item[],
  total: number,
  { page, perPage }: PageRequest,
): Page<Item> {
  return { items, total, page, pages: Math.max(1, Math.ceil(total / perPage)) }
}
