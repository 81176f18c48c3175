import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

/** Secrets at rest: AES-256-GCM. What a secret belongs to is authenticated with it, so that it opens nowhere else. */

const VERSION = 'v1'
const IV_BYTES = 12
const TAG_BYTES = 16

const keyOf = (secret: string) => Buffer.from(hkdfSync('sha256', secret, '', 'plumbline: provider keys', 32))

/** Which secret sealed something: says nothing about the secret. */
export const sealId = (secret: string) =>
  createHash('sha256').update('plumbline: key id').update(keyOf(secret)).digest('hex').slice(0, 12)

/** What `plain` is sealed to is every part of `belongsTo`, in order. */
const contextOf = (belongsTo: readonly string[]) => Buffer.from(JSON.stringify(belongsTo), 'utf8')

export function seal(plain: string, secret: string, belongsTo: readonly string[]): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), iv, { authTagLength: TAG_BYTES })
  cipher.setAAD(contextOf(belongsTo))
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return `${VERSION}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')}`
}

/** Null when it was sealed by another secret, for something else, or was changed since. */
export function unseal(sealed: string, secret: string, belongsTo: readonly string[]): string | null {
  const [version, text = ''] = sealed.split('.')
  const bytes = Buffer.from(text, 'base64url')
  if (version !== VERSION || bytes.length <= IV_BYTES + TAG_BYTES) return null
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(contextOf(belongsTo))
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}
