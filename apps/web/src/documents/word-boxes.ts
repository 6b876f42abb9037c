export type WordBox = [left: number, top: number, width: number, height: number]

/** The word under a point of the picture, both in shares of the page (0 to 1). */
export function findWordAt(words: { box: WordBox }[], x: number, y: number): number | undefined {
  const index = words.findIndex(
    ({ box: [left, top, width, height] }) =>
      x >= left && x <= left + width && y >= top && y <= top + height,
  )
  return index < 0 ? undefined : index
}

/** One box for each run of neighbouring words on a line, so that a passage looks like a stroke of a marker. */
export function joinBoxes(boxes: WordBox[]): WordBox[] {
  const joined: WordBox[] = []
  for (const box of boxes) {
    const last = joined.at(-1)
    if (last && isNextOnLine(last, box)) joined[joined.length - 1] = union(last, box)
    else joined.push(box)
  }
  return joined
}

export function toBoxStyle([left, top, width, height]: WordBox) {
  const percent = (share: number) => `${Number((share * 100).toFixed(3))}%`
  return { left: percent(left), top: percent(top), width: percent(width), height: percent(height) }
}

/** Overlapping in height by half, and no wider apart than one and a half times the height of the line. */
function isNextOnLine(last: WordBox, box: WordBox): boolean {
  const height = Math.min(last[3], box[3])
  const overlap = Math.min(last[1] + last[3], box[1] + box[3]) - Math.max(last[1], box[1])
  const gap = box[0] - (last[0] + last[2])
  return overlap >= height / 2 && gap >= -height && gap <= height * 1.5
}

function union(one: WordBox, other: WordBox): WordBox {
  const left = Math.min(one[0], other[0])
  const top = Math.min(one[1], other[1])
  const right = Math.max(one[0] + one[2], other[0] + other[2])
  const bottom = Math.max(one[1] + one[3], other[1] + other[3])
  return [left, top, right - left, bottom - top]
}
