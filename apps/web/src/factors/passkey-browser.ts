import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser'
import type { Schemas } from '@phrm/api-client'
import { translate } from '../i18n/i18n.ts'

type Options = Record<string, unknown>

/** False for old browsers, and where the page came by plain http from another machine. */
export function canUsePasskeys(): boolean {
  return browserSupportsWebAuthn()
}

/** Throws an error whose message is for people. */
export async function makePasskey(options: Options): Promise<Schemas['NewPasskeyResponse']> {
  const optionsJSON = options as unknown as Parameters<typeof startRegistration>[0]['optionsJSON']
  const made = await inWords(options, () => startRegistration({ optionsJSON }))
  return { ...made, clientExtensionResults: { ...made.clientExtensionResults } }
}

/** Throws an error whose message is for people. */
export async function answerByPasskey(options: Options): Promise<Schemas['PasskeyAnswer']> {
  const optionsJSON = options as unknown as Parameters<typeof startAuthentication>[0]['optionsJSON']
  const answer = await inWords(options, () => startAuthentication({ optionsJSON }))
  return { ...answer, clientExtensionResults: { ...answer.clientExtensionResults } }
}

async function inWords<Result>(options: Options, ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask()
  } catch (error) {
    throw new Error(toWords(error as Error, options), { cause: error })
  }
}

function toWords(error: Error, options: Options): string {
  if (error instanceof WebAuthnError) {
    if (error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED')
      return translate('factors.passkeyKnown')
    if (error.code === 'ERROR_INVALID_DOMAIN' || error.code === 'ERROR_INVALID_RP_ID')
      return translate('factors.passkeyWrongAddress', { address: toAddress(options) })
  }
  // Closed, left alone, or refused: browsers do not tell which.
  return error.name === 'NotAllowedError' || error.name === 'AbortError'
    ? translate('factors.passkeyCancelled')
    : translate('factors.passkeyFailed')
}

function toAddress({ rp, rpId }: Options): string {
  return String(rpId ?? (rp as { id?: string } | undefined)?.id)
}
