import type { ResponseContent } from '../trajectory/content'
import { type ArgumentCheck, checkRequired, checkResponse } from './check'
import { detectLabel } from './detect'
import { decideLabel, type Expected } from './labels'
import { DETECTED_LABEL } from './opinion'

/** One check's result on a response. */
export interface ResponseFound {
  code: string
  severity: 'INFO' | 'WARNING' | 'ERROR'
  message: string
  /** Zero-based. */
  steps: number[]
  [more: string]: unknown
}

/** All that rules find in a response, and the label they propose; nothing of the latter (null) while nobody settled what was due. */
export function responseFindings(
  content: ResponseContent,
  expected: Expected | null,
  checkArguments: ArgumentCheck = checkRequired,
): ResponseFound[] {
  const findings: ResponseFound[] = checkResponse(content, checkArguments).map((finding) => ({ ...finding }))
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
