import argon2 from 'argon2'
import bcrypt from 'bcryptjs'
import { DomainError, type PasswordHasher } from '@phrm/core'
import { createGate } from './gate.ts'

/** OWASP's floor of November 2026: 19 MiB, two passes, one lane. */
const parameters = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Two at once keep both cores of a small machine; who comes after twenty that wait is told to come back. */
export function createPasswordHasher({ atOnce = 2, waiting = 20 } = {}): PasswordHasher {
  const gate = createGate(atOnce, waiting, () => {
    throw new DomainError('unavailable', 'Too many sign-ins at once. Try again in a moment.', {
      retryAfter: 2,
    })
  })
  const dummy = argon2.hash('nobody’s password', parameters)

  return {
    hash: (password) => gate(() => argon2.hash(password.normalize('NFC'), parameters)),

    verify: (hash, password) =>
      gate(async () => {
        const right = await matches(hash ?? (await dummy), password.normalize('NFC'))
        return right && hash !== undefined
      }),

    needsRehash: (hash) => !isArgon2(hash) || argon2.needsRehash(hash, parameters),
  }
}

async function matches(hash: string, password: string): Promise<boolean> {
  if (isArgon2(hash)) return argon2.verify(hash, password)
  return bcryptHash.test(hash) && bcrypt.compare(password, hash)
}

/** What an imported account brings; a dearer one than 2^14 rounds would stop everybody else. */
const bcryptHash = /^\$2[ab]\$(?:0[4-9]|1[0-4])\$[./A-Za-z0-9]{53}$/

function isArgon2(hash: string): boolean {
  return hash.startsWith('$argon2id$')
}
