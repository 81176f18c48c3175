import { createHmac, randomBytes } from 'node:crypto'

const PREFIX = 'whsec_'

/** 256 random bits, as receivers' libraries expect them. */
export const newSecret = () => PREFIX + randomBytes(32).toString('base64')

/**
 * The signature of a delivery: HMAC-SHA256 over id, timestamp (Unix seconds) and body, divided by dots, in base64. As the
 * Standard Webhooks specification has it, whose libraries check it.
 */
export function sign(secret: string, { id, timestamp, body }: { id: string; timestamp: number; body: string }): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}
