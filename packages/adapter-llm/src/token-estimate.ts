import { AIProviderError, type CompletionRequest } from '@phrm/core'

/** Throws `too-long` when prompt and reply cannot fit together: a server that cuts the prompt does not say so. */
export function refuseTooLong(request: CompletionRequest, contextSize: number): void {
  const prompt = request.messages.reduce((sum, { content }) => sum + estimateTokens(content), 0)
  if (prompt + request.maxTokens > contextSize)
    throw new AIProviderError(
      'too-long',
      `About ${prompt} tokens and ${request.maxTokens} of reply do not fit into ${contextSize}.`,
    )
}

/** Cheap and rather too high: 3.2 characters or two thirds of a word a token, and a few for the role. */
export function estimateTokens(text: string): number {
  const words = text.split(/\s+/).length
  return Math.ceil(Math.max(text.length / 3.2, words * 1.5)) + 8
}
