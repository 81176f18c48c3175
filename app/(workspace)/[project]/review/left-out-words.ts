import type { LeftOut } from '@/lib/core/review/queue-filter'

const WHY: Record<keyof LeftOut, string> = {
  inQueue: 'already in this queue',
  openElsewhere: 'open in another queue',
  decided: 'decided already',
  flagged: 'flagged',
  quarantined: 'quarantined',
  unsettled: 'to borderline instructions that are not settled',
  withoutText: 'without a text',
}

/** "3 open in another queue, 1 flagged"; empty when nothing was left out. */
export const leftOutWords = (leftOut: LeftOut) =>
  (Object.keys(WHY) as (keyof LeftOut)[])
    .filter((key) => leftOut[key] > 0)
    .map((key) => `${leftOut[key]} ${WHY[key]}`)
    .join(', ')
