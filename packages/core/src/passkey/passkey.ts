/** A key that a device keeps for this site and uses after its owner's finger, face or PIN: two factors in one. */
export interface Passkey {
  id: number
  name: string
  createdAt: Date
  lastUsedAt?: Date | undefined
}

export interface PasskeyCredential {
  /** base64url, as the device names it. */
  credentialId: string
  /** COSE, base64url. */
  publicKey: string
  /** How often the device used it; zero for ever where it does not count. */
  counter: number
  /** How browsers reach it: `internal`, `usb`, `hybrid` … */
  transports: string[]
}

export interface KnownPasskey extends PasskeyCredential {
  id: number
  accountId: number
}

/** What the account itself does to its passkeys, in its transaction. */
export interface PasskeyRepository {
  list(): Promise<Passkey[]>
  /** base64url, with how they are reached: so that a device is not asked to make a second one. */
  listCredentials(): Promise<Pick<PasskeyCredential, 'credentialId' | 'transports'>[]>
  /** `undefined` when the key is known already. */
  add(credential: PasskeyCredential & { name: string }): Promise<Passkey | undefined>
  rename(id: number, name: string): Promise<Passkey | undefined>
  remove(id: number): Promise<boolean>
}

/** `add`: the account that asked adds one; `prove`: whoever answers shows who they are. */
export type ChallengePurpose = 'add' | 'prove'

/** What happens while nobody is known yet. */
export interface PasskeyDoor {
  addChallenge(challenge: NewChallenge, now: Date): Promise<void>
  /** True once, and only for what and whom it was made. */
  takeChallenge(challenge: Omit<NewChallenge, 'expiresAt'>, now: Date): Promise<boolean>
  find(credentialId: string): Promise<KnownPasskey | undefined>
  /** False when the counter did not move on: somebody has a copy of the key. */
  use(id: number, counter: number, now: Date): Promise<boolean>
}

export interface NewChallenge {
  hash: string
  purpose: ChallengePurpose
  /** Only with `add`. */
  accountId?: number | undefined
  expiresAt: Date
}

/** WebAuthn, level 3: discoverable keys, user verification required, for the origin of `settings` alone. */
export interface PasskeyCeremonies {
  toCreation(owner: PasskeyOwner, known: KnownCredential[]): Promise<Ceremony>
  toRequest(): Promise<Ceremony>
  /** `undefined` for whatever is wrong: origin, site, challenge, user verification, format. */
  readCreation(
    response: PasskeyResponse,
    takeChallenge: TakeChallenge,
  ): Promise<PasskeyCredential | undefined>
  /** The new counter; `undefined` for whatever is wrong, a counter that went back among it. */
  readAnswer(
    response: PasskeyResponse,
    known: PasskeyCredential & { userHandle: string },
    takeChallenge: TakeChallenge,
  ): Promise<{ counter: number } | undefined>
}

export interface PasskeyOwner {
  /** Tells nothing about the person; the same each time: hex. */
  userHandle: string
  email: string
  name: string
}

type KnownCredential = Pick<PasskeyCredential, 'credentialId' | 'transports'>

/** Asked with the challenge that a response answers. */
export type TakeChallenge = (challenge: string) => Promise<boolean>

export interface Ceremony {
  challenge: string
  /** As JSON for the browser's `parseCreationOptionsFromJSON` and `parseRequestOptionsFromJSON`. */
  options: Record<string, unknown>
}

/** JSON of a browser's PublicKeyCredential, not yet believed. */
export interface PasskeyResponse {
  id: string
  [name: string]: unknown
}

/** Milliseconds for which a challenge waits. */
export const challengeLifetime = 5 * 60_000

export const mostPasskeys = 20
