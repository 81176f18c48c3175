import 'server-only'
import { revalidatePath } from 'next/cache'
import type { z } from 'zod'
import { db } from '@/lib/data/client'
import type { Ctx } from '@/lib/services/context'
import type { Result } from '@/lib/services/errors'
import { requireCaller } from './actor'
import { toResult } from './to-result'

type Verb<I, O> = (ctx: Ctx, input: I) => Promise<O>

/** A server action: authenticate, parse, call the verb, answer with a typed result. Rules live in the verb, never here. */
export function defineAction<S extends z.ZodType, O>(
  schema: S,
  verb: Verb<z.output<S>, O>,
  options: { refresh?: (input: z.output<S>, data: O) => string[] } = {},
): (input: unknown) => Promise<Result<O>> {
  return (input) =>
    toResult(async () => {
      const actor = await requireCaller()
      const parsed = schema.parse(input)
      const data = await verb({ actor, db: db(), now: new Date() }, parsed)
      for (const path of options.refresh?.(parsed, data) ?? []) revalidatePath(path)
      return data
    })
}
