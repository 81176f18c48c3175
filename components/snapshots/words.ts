import type { SnapshotStage } from '@/lib/core/snapshot/spec'

export const figure = (count: number) => count.toLocaleString('en-US')
export const percent = (share: number, places = 1) => `${(share * 100).toFixed(places)} %`
export const NOUNS: Record<SnapshotStage, string> = {
  CHAIN: 'chains',
  INSTRUCTION: 'instructions',
  RESPONSE: 'responses',
}

export const STATUS_WORDS = {
  DRAFT: 'draft',
  BUILDING: 'being frozen',
  FROZEN: 'frozen',
  FAILED: 'not frozen',
  BROKEN: 'broken',
} as const

/** The first twelve digits: enough to tell two apart by eye; the whole stands beside it where it is checked. */
export const shortHash = (hash: string) => hash.slice(0, 12)

export const bytesWords = (bytes: number) =>
  bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`

export const isFrozen = (status: keyof typeof STATUS_WORDS) => status === 'FROZEN' || status === 'BROKEN'
