import { checkResponse } from '@/lib/core/compliance/check'
import { detectLabel } from '@/lib/core/compliance/detect'
import { decideLabel, type Expected } from '@/lib/core/compliance/labels'
import { DETECTED_LABEL } from '@/lib/core/compliance/opinion'
import type { ResponseContent } from '@/lib/core/trajectory/content'
import type { Tx } from '@/lib/data/client'
import { expectedOutcome } from '@/lib/data/queries/response-facts'

/** One check's result on a response. */
export interface ResponseFound {
  code: string
  severity: 'INFO' | 'WARNING' | 'ERROR'
  message: string
  /** Zero-based. */
  steps: number[]
  [more: string]: unknown
}

/** What the rules find in a response, and what the detector takes it for; nothing of the latter while nobody settled what was due. */
export async function findInResponse(tx: Tx, revisionId: string, content: ResponseContent): Promise<ResponseFound[]> {
  const [row] = await tx.$queryRaw<{ expected: Expected | null }[]>`
    select ${expectedOutcome} as expected from revisions r join items i on i.id = r.item_id where r.id = ${revisionId}::uuid`
  const expected = row?.expected ?? null
  const findings: ResponseFound[] = checkResponse(content).map((finding) => ({ ...finding }))
  return expected === null ? findings : [...findings, detected(content, expected)]
}

function detected(content: ResponseContent, expected: Expected): ResponseFound {
  const { label, signals, compliesFrom, why } = detectLabel(content, expected)
  const passes = decideLabel(label, expected, { turningAsidePasses: false }) === 'ACCEPT'
  return {
    ...{ code: DETECTED_LABEL, severity: passes ? 'INFO' : 'WARNING', message: why, label, compliesFrom, signals },
    steps: [...new Set(signals.map(({ step }) => step))],
  }
}
