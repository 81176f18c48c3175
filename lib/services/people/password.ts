import { hash, verify } from '@node-rs/argon2'
import { ServiceError } from '../errors'

/** OWASP's floor for argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const CURRENT = '$argon2id$v=19$m=19456,t=2,p=1$'

/** Hashing is what an attacker can make expensive: only so many at once, the rest are told to wait. */
const MAX_AT_ONCE = 4
const MAX_WAITING = 32
let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= MAX_AT_ONCE) {
    if (waiting.length >= MAX_WAITING) {
      throw new ServiceError(
        'limited',
        'Many people are signing in at this moment. Nothing was changed; try again soon.',
      )
    }
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

export const hashPassword = (password: string) => inTurn(() => hash(password.normalize('NFC'), PARAMETERS))

/** Compared with when nobody has the address, so that both cases take as long. */
let decoy: Promise<string> | undefined

/** True when the password is theirs. Costs the same whether there is a hash or not. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password')
  const against = stored ?? (await decoy)
  const same = await inTurn(() => verify(against, password.normalize('NFC')))
  return same && stored !== null
}

export const needsRehash = (stored: string) => !stored.startsWith(CURRENT)
