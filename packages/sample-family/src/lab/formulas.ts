import type { Sex } from '@phrm/core'

/** CKD-EPI 2021, mL/min/1.73 m², from creatinine in mg/dL. */
export function filtrationRate(creatinine: number, age: number, sex: Sex): number {
  const [kappa, alpha, factor] = sex === 'male' ? [0.9, -0.302, 1] : [0.7, -0.241, 1.012]
  const ratio = creatinine / kappa
  return 142 * Math.min(ratio, 1) ** alpha * Math.max(ratio, 1) ** -1.2 * 0.9938 ** age * factor
}

/** Friedewald turned round, mg/dL: what a report prints beside its LDL adds up. */
export function totalCholesterol(lipids: { ldl: number; hdl: number; triglycerides: number }) {
  return Math.round(lipids.ldl) + Math.round(lipids.hdl) + Math.round(lipids.triglycerides) / 5
}

/** Fasting glucose in mg/dL that goes with an HbA1c in percent (ADAG average, a little lower in the morning). */
export function fastingGlucose(hba1c: number): number {
  return (28.7 * hba1c - 46.7) * 0.92
}
