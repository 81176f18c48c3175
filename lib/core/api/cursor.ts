import { z } from 'zod'

/** A place in a list as one opaque word: base64url over JSON. It holds no more than the rows before it told. */
export const toCursor = (place: unknown): string =>
  btoa(JSON.stringify(place)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/** The place that a cursor names; null when it is none of this list's. */
export function fromCursor<T>(cursor: string, place: z.ZodType<T>): T | null {
  try {
    return place.safeParse(JSON.parse(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')))).data ?? null
  } catch {
    return null
  }
}

export const itemPlace = z.strictObject({ rank: z.int(), at: z.coerce.date(), steps: z.int(), number: z.int() })
export const numberPlace = z.strictObject({ number: z.int() })
export const timePlace = z.strictObject({ at: z.iso.datetime(), id: z.uuid() })
