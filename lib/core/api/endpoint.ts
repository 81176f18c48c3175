import { z } from 'zod'
import { API_PAGE } from './limits'
import type { ApiScope } from './scopes'

/** One method of one address: what the handler parses, what it answers with, and what the OpenAPI document says of both. */
export interface Endpoint<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  A extends z.ZodType = z.ZodType,
> {
  id: string
  method: 'GET' | 'POST'
  /** Below /api/v1, parameters in braces. */
  path: string
  subject: string
  scope: ApiScope
  summary: string
  description?: string
  params: P
  query: Q
  /** Null: the request has none, or it is a file (`file`). */
  body: B | null
  /** The body is a file, streamed. */
  file?: true
  /** The answer is a file, streamed, of one of these media types; `answer` says nothing then. */
  gives?: readonly string[]
  /** Only what it names is answered: fields that a verb brings beyond it stay behind. */
  answer: A
  status: 200 | 201 | 202
}

const nothing = z.strictObject({})
type Nothing = typeof nothing

/** Parts that are not given are empty ones. */
export function endpoint<
  A extends z.ZodType,
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
>(
  given: Omit<Endpoint<P, Q, B, A>, 'params' | 'query' | 'body'> & { params?: P; query?: Q; body?: B },
): Endpoint<P, Q, B, A> {
  const { params = nothing, query = nothing, body = null, ...rest } = given
  return { ...rest, params: params as P, query: query as Q, body: body as B | null }
}

/** A moment in an answer, as RFC 3339 in UTC. */
export const instant = z
  .date()
  .transform((date) => date.toISOString())
  .pipe(z.iso.datetime())

/** A whole number in an address. */
export const numberIn = (least: number, most: number) => z.coerce.number().int().min(least).max(most)

export const pageQuery = {
  cursor: z.string().max(500).optional().describe('The `next` of the page before.'),
  limit: numberIn(1, API_PAGE.most).default(API_PAGE.usual).describe('Rows of a page.'),
}

/** `next` is null on the last page. */
export const pageOf = <T extends z.ZodType>(row: T) =>
  z.object({
    data: z.array(row),
    next: z.string().nullable().describe('Give it as `cursor`; null: this was the last page.'),
  })

/** Alternatives in one parameter, divided by commas. */
export const listIn = <T extends readonly [string, ...string[]]>(values: T) =>
  z
    .string()
    .regex(
      new RegExp(`^(${values.join('|')})(,(${values.join('|')}))*$`),
      `takes ${values.join(', ')}, divided by commas`,
    )
    .transform((text) => text.split(',') as T[number][])
    .optional()

export const errorSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    fields: z.record(z.string(), z.array(z.string())).optional(),
  }),
})
