/** The closed set of ways in which a verb can say no. Each transport maps the code once. */
export const ERROR_CODES = [
  'unauthenticated',
  'locked',
  'forbidden',
  'not_found',
  'invalid',
  'conflict',
  'gone',
  'limited',
  'too_large',
  'unavailable',
  'internal',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

export const HTTP_STATUS: Record<ErrorCode, number> = {
  unauthenticated: 401,
  locked: 423,
  forbidden: 403,
  not_found: 404,
  invalid: 400,
  conflict: 409,
  gone: 410,
  limited: 429,
  too_large: 413,
  unavailable: 503,
  internal: 500,
}

export class ServiceError extends Error {
  constructor(
    readonly code: ErrorCode,
    /** Says what happened, what was kept and what to do. Shown as it is. */
    message: string,
    readonly fieldErrors?: Record<string, string[]>,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

export type Result<T> =
  | { ok: true; data: T }
  | { ok: false; code: ErrorCode; message: string; fieldErrors?: Record<string, string[]> }

/** Invisible and missing look alike: both are this. */
export const notFound = (what: string) =>
  new ServiceError('not_found', `No such ${what}. It may have been removed, or it is not yours to see.`)
