import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { access, api } from '../api/client.ts'
import { ApiError, unwrap } from '../api/problem.ts'
import type { PendingSignIn, RegisterInput, Session, SignInInput, User } from '../api/types.ts'

/** Who sits here. Nothing of it outlives the page; the cookie that renews it is none of our business. */
export const useSessionStore = defineStore('session', () => {
  const user = shallowRef<User>()
  const reachable = ref(true)
  /** The session ended while pages were open: they stay, and wait for the same person. */
  const expired = ref(false)
  let starting: Promise<void> | undefined
  let answerExpired: ((signedIn: boolean) => void) | undefined

  access.whenExpired(() => {
    if (!user.value) return Promise.resolve(false)
    expired.value = true
    return new Promise((resolve) => (answerExpired = resolve))
  })

  /** Asks once, by the cookie, whether somebody is signed in. */
  function start(): Promise<void> {
    starting ??= resume()
    return starting
  }

  async function resume() {
    try {
      user.value = (await access.refresh())?.user
      reachable.value = true
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      reachable.value = false
      starting = undefined
    }
  }

  /** Answers what the account asks for besides its password; nothing when somebody is signed in. */
  async function signIn(input: SignInInput): Promise<PendingSignIn | undefined> {
    const answer = await unwrap(api.POST('/api/v1/auth/login', { body: input }))
    if ('second_factor' in answer) return answer.second_factor
    accept(answer)
  }

  /** Answers whether somebody is signed in; else a letter is on its way that says how to go on. */
  async function register(input: RegisterInput): Promise<boolean> {
    const answer = await unwrap(api.POST('/api/v1/auth/register', { body: input }))
    if ('status' in answer) return false
    accept(answer)
    return true
  }

  /** With what any way of signing in answered. */
  function accept(session: Session) {
    const stranger = expired.value && session.user.id !== user.value?.id
    access.accept(session)
    if (stranger) return reload()
    user.value = session.user
    expired.value = false
    answerExpired?.(true)
  }

  /** Loads the page anew, so that nothing of one account is left in memory for the next. */
  async function signOut() {
    await unwrap(api.POST('/api/v1/auth/logout'))
    access.forget()
    reload()
  }

  return { user, reachable, expired, start, signIn, accept, register, signOut }
})

function reload() {
  // The router would note where one has been when the page is left; with `auto` it does not.
  history.scrollRestoration = 'auto'
  sessionStorage.clear()
  location.assign('/')
}
