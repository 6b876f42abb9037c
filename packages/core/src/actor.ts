/** Who asks. Made by the sign-in and handed to every use case. */
export interface Actor {
  accountId: number
  isAdmin: boolean
  /** Absent for work that no sign-in began (a job, a command). */
  sessionId?: string
}
