import type { PdfjsOperators } from './pdfjs-types.ts'

/** Numbers of the operators in pdf.js, which are part of its interface (`OPS`). */
const operator = {
  save: 10,
  restore: 11,
  transform: 12,
  beginForm: 74,
  endForm: 75,
  pictures: new Set([83, 85, 86]),
}

type Matrix = readonly [number, number, number, number, number, number]

/** Share of the page's area, in its own units, that pictures cover: each fills the unit square under its matrix. */
export function coverOf({ fnArray, argsArray }: PdfjsOperators, pageArea: number): number {
  let current: Matrix = [1, 0, 0, 1, 0, 0]
  const saved: Matrix[] = []
  let area = 0
  for (const [index, name] of fnArray.entries()) {
    const args = argsArray[index] as unknown[] | null
    if (name === operator.save) saved.push(current)
    else if (name === operator.restore || name === operator.endForm)
      current = saved.pop() ?? current
    else if (name === operator.transform) current = multiply(current, args as unknown as Matrix)
    else if (name === operator.beginForm) {
      saved.push(current)
      if (args?.[0]) current = multiply(current, args[0] as Matrix)
    } else if (operator.pictures.has(name))
      area += Math.abs(current[0] * current[3] - current[1] * current[2])
  }
  return Math.min(1, area / pageArea)
}

function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ]
}
