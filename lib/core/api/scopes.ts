import { z } from 'zod'

/** What a token can be let do, each by itself: no scope contains another. */
export const API_SCOPES = [
  'items:read',
  'items:masked',
  'judgments:read',
  'imports:read',
  'imports:write',
  'runs:read',
  'runs:write',
  'snapshots:read',
  'snapshots:write',
  'exports:read',
] as const
export type ApiScope = (typeof API_SCOPES)[number]

export const apiScopeSchema = z.enum(API_SCOPES)
export const isApiScope = (scope: string): scope is ApiScope => API_SCOPES.some((one) => one === scope)

export const SCOPE_WORDS: Record<ApiScope, string> = {
  'items:read': 'List items and read them. Masked texts stay out.',
  'items:masked': 'Read masked texts too, one item at a time. Each reading is in the audit log.',
  'judgments:read': 'List judgments, as far as whoever made the token sees them.',
  'imports:read': 'Follow imports.',
  'imports:write': 'Send files and apply imports.',
  'runs:read': 'List generation runs and follow them.',
  'runs:write': 'Start, pause, resume and cancel generation runs. Spends money.',
  'snapshots:read': 'List snapshots and read what they hold in numbers.',
  'snapshots:write': 'Draft snapshots, have them counted and frozen.',
  'exports:read': 'Take frozen snapshots out as files: their texts, votes included.',
}
