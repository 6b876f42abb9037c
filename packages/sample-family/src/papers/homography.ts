export type Corner = readonly [x: number, y: number]

/**
 * The inverse of a perspective picture: where in the unit square a pixel comes from is
 * `u = (a·x + b·y + c) / (g·x + h·y + i)` and `v = (d·x + e·y + f) / (g·x + h·y + i)`.
 */
interface InversePerspective {
  a: number
  b: number
  c: number
  d: number
  e: number
  f: number
  g: number
  h: number
  i: number
}

/** For the unit square seen at these corners: top left, top right, bottom right, bottom left (Heckbert 1989). */
export function inversePerspective(corners: [Corner, Corner, Corner, Corner]): InversePerspective {
  const [[x0, y0], [x1, y1], [x2, y2], [x3, y3]] = corners
  const [dx1, dx2, dx3] = [x1 - x2, x3 - x2, x0 - x1 + x2 - x3]
  const [dy1, dy2, dy3] = [y1 - y2, y3 - y2, y0 - y1 + y2 - y3]
  const determinant = dx1 * dy2 - dx2 * dy1
  const g = (dx3 * dy2 - dx2 * dy3) / determinant
  const h = (dx1 * dy3 - dx3 * dy1) / determinant
  const [a, b, c] = [x1 - x0 + g * x1, x3 - x0 + h * x3, x0]
  const [d, e, f] = [y1 - y0 + g * y1, y3 - y0 + h * y3, y0]
  // The adjugate serves as the inverse: the common factor cancels in both quotients.
  return {
    a: e - f * h,
    b: c * h - b,
    c: b * f - c * e,
    d: f * g - d,
    e: a - c * g,
    f: c * d - a * f,
    g: d * h - e * g,
    h: b * g - a * h,
    i: a * e - b * d,
  }
}
