/** Of every question, so that they would mark half of a passage and say nothing. */
const smallWords = new Set(
  `about and any are been did does for from had has have her him his how into its last latest much
  not our over she that the their them there they this was were what when where which who whom why
  will with would you your`.split(/\s+/),
)

/** What a question is about, to be marked in the passages that answer it. */
export function toQuestionWords(question: string): string[] {
  const words = question.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []
  return [...new Set(words)].filter((word) => !smallWords.has(word))
}
