import type { TroubleKind } from '@/lib/core/run/trouble'
import { ModelError } from './model-error'

const MAX_KEPT = 64 * 1024
const MAX_WAIT_MS = 24 * 3_600_000
const MAX_WORDS = 300

/** Codes and types with which providers say that the account has nothing left. */
const QUOTA_CODE =
  /^(insufficient_quota|billing_hard_limit_reached|billing_not_active|insufficient_balance|payment_required)$/i
/** Words where they give no code. "Quota" alone is no sign: some say it of a limit per minute. */
const QUOTA_WORDS =
  /credit balance|insufficient (balance|credits?|funds)|out of credits|used all (of )?(your )?available credits/i
const KEY_WORDS =
  /(api[ _-]?key|token|credentials?) (is |was )?(not valid|invalid|incorrect|expired|missing)|(invalid|incorrect|missing) (api[ _-]?key|credentials?)/i

export interface Answer {
  status: number
  headers: Headers
  body: string
}

interface ErrorBody {
  code: string
  words: string
}

const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

/** The usual shapes: {error: {message, type, code}}, {error: "…"}, {message}, [{error}], {detail}. */
function readErrorBody(body: string): ErrorBody {
  try {
    const whole: unknown = JSON.parse(body)
    const top = (Array.isArray(whole) ? whole[0] : whole) as Record<string, unknown> | null
    const error = top?.error ?? top
    if (typeof error !== 'object' || error === null) return { code: '', words: text(error) }
    const { message, detail, code, type } = error as Record<string, unknown>
    return { code: text(QUOTA_CODE.test(text(type)) ? type : (code ?? type)), words: text(message) || text(detail) }
  } catch {
    return { code: '', words: body.trimStart().startsWith('<') ? '' : body }
  }
}

/** Milliseconds to wait by `Retry-After` (seconds or a date) or `retry-after-ms`; null when not said. A date counts from the server's own clock. */
export function readRetryAfter(headers: Headers, now: number): number | null {
  const exact = headers.get('retry-after-ms')
  const said = headers.get('retry-after')?.trim()
  if (exact && /^\d+(\.\d+)?$/.test(exact)) return Math.min(Math.ceil(Number(exact)), MAX_WAIT_MS)
  if (!said) return null
  if (/^\d+(\.\d+)?$/.test(said)) return Math.min(Math.ceil(Number(said) * 1000), MAX_WAIT_MS)
  const until = Date.parse(said)
  if (Number.isNaN(until)) return null
  const theirs = Date.parse(headers.get('date') ?? '')
  return Math.min(Math.max(0, until - (Number.isNaN(theirs) ? now : theirs)), MAX_WAIT_MS)
}

function kindOf(status: number, { code, words }: ErrorBody): TroubleKind {
  if (status === 402 || QUOTA_CODE.test(code)) return 'QUOTA'
  if (status === 401) return 'AUTH'
  if (status < 500 && QUOTA_WORDS.test(words)) return 'QUOTA'
  if (status === 429) return 'RATE_LIMITED'
  if (status === 403 || (status === 400 && (KEY_WORDS.test(words) || code === 'invalid_api_key'))) return 'AUTH'
  if (status === 408 || status === 409 || status === 425 || status >= 500) return 'SERVER'
  return 'BAD_REQUEST'
}

const SAYS: Partial<Record<TroubleKind, string>> = {
  AUTH: 'refused the key',
  QUOTA: 'says that the account has nothing left to spend',
  RATE_LIMITED: 'asks for fewer calls',
  BAD_REQUEST: 'refused the request',
  SERVER: 'had trouble of its own',
}

/** Turns an answer that is no success into the error that says so. The caller has taken the key out of the body. */
export function classify({ status, headers, body }: Answer, host: string, now: number): ModelError {
  const error = readErrorBody(body)
  const kind = kindOf(status, error)
  const words = error.words.replace(/\s+/g, ' ').trim()
  const cut = words.length > MAX_WORDS ? `${words.slice(0, MAX_WORDS)}…` : words
  return new ModelError(kind, `${host} ${SAYS[kind]} (${status}).${cut ? ` It said: “${cut}”` : ''}`.toWellFormed(), {
    status,
    retryAfterMs: readRetryAfter(headers, now),
    body: body.slice(0, MAX_KEPT).toWellFormed(),
  })
}
