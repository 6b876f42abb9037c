const pointsPerInch = 72

/** Area that the pictures of a page cover, in square points, out of the table that `pdfimages -list` writes. */
export function pictureAreaIn(table: string): number {
  let area = 0
  for (const row of table.split('\n').slice(2)) {
    // page num type width height color comp bpc enc interp object ID x-ppi y-ppi …
    const cells = row.trim().split(/\s+/)
    const [width, height] = [Number(cells[3]), Number(cells[4])]
    // Pictures inside the page's content have no object number but one word in its place.
    const [across, down] = cells[10] === '[inline]' ? cells.slice(11) : cells.slice(12)
    const isShown = cells[2] === 'image' || cells[2] === 'stencil'
    if (isShown && Number(across) > 0 && Number(down) > 0)
      area += (width / Number(across)) * (height / Number(down)) * pointsPerInch ** 2
  }
  return area
}
