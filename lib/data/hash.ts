import { hash } from 'node:crypto'
import { canonicalJson } from '@/lib/core/json/canonical'

export const sha256 = (data: string | Uint8Array) => hash('sha256', data)

/** SHA-256, hexadecimal, over the canonical JSON (RFC 8785) of the value. Throws CanonicalJsonError on what has none. */
export const contentHash = (value: unknown) => sha256(canonicalJson(value))
