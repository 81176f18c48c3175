import { z } from 'zod'
import { ServiceError } from '@/lib/services/errors'

/**
 * What a caller sent, as its schema says. A refusal names the fields. Inside verbs a ZodError is about what we stored
 * ourselves, and our own mistake: only here is it the caller's.
 */
export function parseGiven<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const { fieldErrors, formErrors } = z.flattenError(parsed.error) as {
    fieldErrors: Record<string, string[]>
    formErrors: string[]
  }
  const [first] = [...formErrors, ...Object.entries(fieldErrors).map(([field, texts]) => `${field}: ${texts[0]}`)]
  throw new ServiceError('invalid', `Nothing was changed. ${first ?? 'The request is malformed.'}`, fieldErrors)
}
