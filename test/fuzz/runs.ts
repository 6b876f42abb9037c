/** How many inputs each property gets: `PHRM_FUZZ_RUNS`, 200 unless told; the seed is printed by a failure. */
export const runs = Number(process.env.PHRM_FUZZ_RUNS ?? 200)
