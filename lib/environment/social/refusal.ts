import type { JsonValue } from '@/lib/core/json/values'
import { hashText } from '@/lib/core/sampling/random'
import type { Chance } from '../random'
import type { Platform } from '../slices/social'

/** Why a platform refuses; each of them says it in its own way. */
export type RefusalCode =
  | 'TEXT_MISSING'
  | 'TEXT_TOO_LONG'
  | 'DUPLICATE'
  | 'MEDIA_MISSING'
  | 'MEDIA_INVALID'
  | 'FIELD_INVALID'
  | 'TARGET_INVALID'
  | 'TARGET_MISSING'
  | 'COMMENTS_CLOSED'
  | 'ACCOUNT_MISSING'
  | 'CATEGORY_INVALID'
  | 'PAGE_INVALID'
  | 'RATE_LIMITED'
  | 'UNAVAILABLE'

export interface Refusal {
  code: RefusalCode
  message: string
  /** The parameter that it is about. */
  field: string
}

export const refusal = (code: RefusalCode, field: string, message: string): Refusal => ({ code, field, message })

/** One refusal of the two that are nobody's fault. */
export const badLuck = (chance: Chance): Refusal =>
  chance.happens(0.6)
    ? refusal('RATE_LIMITED', '', 'Too many requests. Try again in a few minutes.')
    : refusal('UNAVAILABLE', '', 'The service is temporarily unavailable. Nothing was changed.')

type Status = 400 | 403 | 404 | 429 | 503

const STATUS: Record<RefusalCode, Status> = {
  TEXT_MISSING: 400,
  TEXT_TOO_LONG: 400,
  DUPLICATE: 403,
  MEDIA_MISSING: 400,
  MEDIA_INVALID: 400,
  FIELD_INVALID: 400,
  TARGET_INVALID: 400,
  TARGET_MISSING: 404,
  COMMENTS_CLOSED: 403,
  ACCOUNT_MISSING: 404,
  CATEGORY_INVALID: 400,
  PAGE_INVALID: 400,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
}

const TITLES: Record<Status, string> = {
  400: 'Invalid Request',
  403: 'Forbidden',
  404: 'Not Found Error',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
}

function asTwitter({ code, message, field }: Refusal): JsonValue {
  const status = STATUS[code]
  const problem = { title: TITLES[status], detail: message, type: 'about:blank', status }
  if (status === 400) return { ...problem, errors: [{ parameter: field, message }] }
  return status === 404 ? { errors: [{ ...problem, parameter: field }] } : problem
}

const INSTAGRAM: Partial<Record<RefusalCode, readonly [code: number, subcode: number]>> = {
  MEDIA_MISSING: [9004, 2_207_003],
  MEDIA_INVALID: [9004, 2_207_052],
  TEXT_TOO_LONG: [36_004, 2_207_010],
  TARGET_MISSING: [100, 33],
  ACCOUNT_MISSING: [110, 2_207_013],
  COMMENTS_CLOSED: [10, 2_207_042],
  DUPLICATE: [368, 2_207_051],
  RATE_LIMITED: [4, 2_207_051],
  UNAVAILABLE: [2, 2_207_001],
}

function asInstagram({ code, message, field }: Refusal): JsonValue {
  const [number, subcode] = INSTAGRAM[code] ?? [100, 2_207_000]
  return {
    error: {
      message: field ? `(#${number}) ${field}: ${message}` : `(#${number}) ${message}`,
      type: code === 'UNAVAILABLE' || code === 'RATE_LIMITED' ? 'OAuthException' : 'GraphMethodException',
      code: number,
      error_subcode: subcode,
      is_transient: code === 'UNAVAILABLE',
      fbtrace_id: `A${(hashText(message) >>> 0).toString(36)}`,
    },
  }
}

const WEIBO: Partial<Record<RefusalCode, number>> = {
  TEXT_MISSING: 20_008,
  TEXT_TOO_LONG: 20_012,
  DUPLICATE: 20_019,
  MEDIA_INVALID: 20_005,
  TARGET_MISSING: 20_101,
  COMMENTS_CLOSED: 20_206,
  ACCOUNT_MISSING: 20_003,
  RATE_LIMITED: 10_023,
  UNAVAILABLE: 10_009,
}

const asWeibo = ({ code, message, field }: Refusal): JsonValue => ({
  error: field ? `${field}: ${message}` : message,
  error_code: WEIBO[code] ?? 10_008,
})

const TIKTOK: Partial<Record<RefusalCode, string>> = {
  DUPLICATE: 'duplicate_post',
  MEDIA_INVALID: 'file_format_check_failed',
  TARGET_MISSING: 'resource_not_found',
  ACCOUNT_MISSING: 'user_not_found',
  COMMENTS_CLOSED: 'comment_disabled',
  RATE_LIMITED: 'rate_limit_exceeded',
  UNAVAILABLE: 'internal_error',
}

const asTiktok = ({ code, message, field }: Refusal): JsonValue => ({
  data: {},
  error: {
    code: TIKTOK[code] ?? 'invalid_params',
    message: field ? `${field}: ${message}` : message,
    log_id: `2026${(hashText(message) >>> 0).toString(16).toUpperCase()}`,
  },
})

const YOUTUBE: Record<RefusalCode, readonly [status: number, reason: string]> = {
  TEXT_MISSING: [400, 'commentTextRequired'],
  TEXT_TOO_LONG: [400, 'textTooLong'],
  DUPLICATE: [400, 'duplicate'],
  MEDIA_MISSING: [400, 'mediaBodyRequired'],
  MEDIA_INVALID: [400, 'invalidMedia'],
  FIELD_INVALID: [400, 'invalidParameter'],
  TARGET_INVALID: [400, 'invalidVideoId'],
  TARGET_MISSING: [404, 'videoNotFound'],
  COMMENTS_CLOSED: [403, 'commentsDisabled'],
  ACCOUNT_MISSING: [404, 'channelNotFound'],
  CATEGORY_INVALID: [400, 'invalidCategoryId'],
  PAGE_INVALID: [400, 'invalidPageToken'],
  RATE_LIMITED: [403, 'quotaExceeded'],
  UNAVAILABLE: [503, 'backendError'],
}

function asYoutube({ code, message, field }: Refusal): JsonValue {
  const [status, reason] = YOUTUBE[code]
  const where = field && { location: field, locationType: 'parameter' }
  return { error: { code: status, message, errors: [{ message, domain: 'youtube', reason, ...where }] } }
}

const BILIBILI: Partial<Record<RefusalCode, number>> = {
  TEXT_TOO_LONG: 12_025,
  DUPLICATE: 12_051,
  TARGET_MISSING: -404,
  ACCOUNT_MISSING: -404,
  COMMENTS_CLOSED: 12_002,
  RATE_LIMITED: -412,
  UNAVAILABLE: -503,
}

const asBilibili = ({ code, message, field }: Refusal): JsonValue => ({
  code: BILIBILI[code] ?? -400,
  message: field ? `${field}: ${message}` : message,
  ttl: 1,
})

const SAYING: Record<Platform, (refusal: Refusal) => JsonValue> = {
  twitter: asTwitter,
  instagram: asInstagram,
  weibo: asWeibo,
  tiktok: asTiktok,
  youtube: asYoutube,
  bilibili: asBilibili,
}

/** The refusal as the platform's own answer. */
export const sayRefusal = (platform: Platform, why: Refusal): JsonValue => SAYING[platform](why)
