/** A request that may come twice and must act once. */
export interface Once {
  /** The client's own name for it. */
  key: string
  /** Made anew with each attempt: only the newest may act. */
  claim: string
}

export interface ClaimedRequest extends Once {
  /** SHA-256 of what was asked, hex. */
  requestHash: string
}

/** Inside a transaction of the account whose requests they are. */
export interface IdempotencyRepository {
  /**
   * `claimed` when nobody asked so since `forgotten`, or when who did gave up before `givenUp` without having acted. Else what
   * is known of the first request.
   */
  claim(request: ClaimedRequest, times: ClaimTimes): Promise<'claimed' | FirstRequest>
  /** Of the transaction that acts: throws `conflict` when another attempt has taken over, so that nothing is kept. */
  commit(once: Once): Promise<void>
  keepAnswer(once: Once, sealed: string): Promise<void>
  /** Forgets a request that did not act. */
  release(once: Once): Promise<void>
}

export interface ClaimTimes {
  now: Date
  givenUp: Date
  forgotten: Date
}

export interface FirstRequest {
  requestHash: string
  /** Whether it has acted. */
  committed: boolean
  /** Sealed. */
  answer?: string | undefined
}
