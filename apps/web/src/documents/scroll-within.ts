/** Brings an element into the middle of its pane and leaves the page itself where it is. */
export function scrollWithin(pane: HTMLElement, element: HTMLElement): void {
  const outer = pane.getBoundingClientRect()
  const inner = element.getBoundingClientRect()
  pane.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2
  const isVisible = inner.left >= outer.left && inner.right <= outer.right
  if (!isVisible) pane.scrollLeft += inner.left - outer.left - outer.width / 4
}
