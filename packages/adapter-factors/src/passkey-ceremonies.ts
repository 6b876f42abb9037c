import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type {
  Ceremony,
  PasskeyCeremonies,
  PasskeyCredential,
  PasskeyResponse,
  TakeChallenge,
} from '@phrm/core'

export interface PasskeySite {
  /** Where people reach PHRM: a response from a page of any other origin is refused. */
  origin: string
  name?: string
}

/** Milliseconds for which a browser's own dialog stays open. */
const timeout = 5 * 60_000

/** Ed25519, then what security keys and Windows know. */
const algorithms = [-8, -7, -257]

/** A passkey belongs to the host name of the origin, so it opens nothing for a page elsewhere. */
export function createPasskeyCeremonies({ origin, name = 'PHRM' }: PasskeySite): PasskeyCeremonies {
  const site = { expectedOrigin: origin, expectedRPID: new URL(origin).hostname }

  return {
    toCreation: async ({ userHandle, email, name: displayName }, known) =>
      toCeremony(
        await generateRegistrationOptions({
          rpName: name,
          rpID: site.expectedRPID,
          userID: new Uint8Array(Buffer.from(userHandle, 'hex')),
          userName: email,
          userDisplayName: displayName,
          timeout,
          attestationType: 'none',
          excludeCredentials: known.map(({ credentialId: id, transports }) => ({ id, transports })),
          authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
          supportedAlgorithmIDs: algorithms,
        }),
      ),

    toRequest: async () =>
      toCeremony(
        await generateAuthenticationOptions({
          rpID: site.expectedRPID,
          userVerification: 'required',
          timeout,
        }),
      ),

    readCreation: (response, takeChallenge) =>
      orNothing(takeChallenge, (take) => readCreation(response, take)),

    readAnswer: (response, known, takeChallenge) =>
      orNothing(takeChallenge, (take) => readAnswer(response, known, take)),
  }

  async function readCreation(
    response: PasskeyResponse,
    takeChallenge: TakeChallenge,
  ): Promise<PasskeyCredential | undefined> {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      ...site,
      response: response as unknown as RegistrationResponseJSON,
      expectedChallenge: takeChallenge,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    })
    if (!verified) return undefined
    const { id, publicKey, counter, transports = [] } = registrationInfo.credential
    return {
      credentialId: id,
      publicKey: Buffer.from(publicKey).toString('base64url'),
      counter,
      transports,
    }
  }

  async function readAnswer(
    response: PasskeyResponse,
    known: PasskeyCredential & { userHandle: string },
    takeChallenge: TakeChallenge,
  ): Promise<{ counter: number } | undefined> {
    const answer = response as unknown as AuthenticationResponseJSON
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      ...site,
      response: answer,
      expectedChallenge: takeChallenge,
      requireUserVerification: true,
      credential: {
        id: known.credentialId,
        publicKey: new Uint8Array(Buffer.from(known.publicKey, 'base64url')),
        counter: known.counter,
      },
    })
    const isOwner = answer.response.userHandle === toBase64url(known.userHandle)
    return verified && isOwner ? { counter: authenticationInfo.newCounter } : undefined
  }
}

function toCeremony(options: { challenge: string }): Ceremony {
  return { challenge: options.challenge, options: { ...options } }
}

function toBase64url(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64url')
}

/** The library says by errors what is wrong; to whoever sent it, all of it is the same. A fault of the database is no answer. */
async function orNothing<Result>(
  takeChallenge: TakeChallenge,
  read: (take: TakeChallenge) => Promise<Result>,
): Promise<Result | undefined> {
  let fault: unknown
  const take: TakeChallenge = async (challenge) => {
    try {
      return await takeChallenge(challenge)
    } catch (error) {
      fault = error
      throw error
    }
  }
  try {
    return await read(take)
  } catch {
    if (fault !== undefined) throw fault
    return undefined
  }
}
