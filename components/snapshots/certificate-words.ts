import type { CertificatePlan } from '@/lib/core/certificate/plan'
import { figure, percent } from './words'

export interface CertificateLine {
  id: string
  number: number
  status: 'OPEN' | 'PASSED' | 'FAILED' | 'STOPPED'
  plan: CertificatePlan
  opened: number
  judged: number
  stuck: number
  document: { result: { rows: number; failures: number; lower: number } } | null
}

export const shareWords = (share: number) => `${Number((share * 100).toFixed(1))} %`

/** What became of it, in a few words. */
export function outcomeWords({ status, plan, judged, opened, document }: CertificateLine): string {
  if (status === 'STOPPED') return 'stopped before it was decided: it says nothing'
  if (status === 'OPEN')
    return `the audit goes on: ${figure(judged)} of ${figure(opened)} rows handed out have all votes`
  if (!document) return ''
  const { failures, rows, lower } = document.result
  const found = `${figure(failures)} of ${figure(rows)} rows failed; at least ${percent(lower)} would pass`
  return status === 'PASSED' ? `shown: ${found}` : `not shown: ${found}, where ${shareWords(plan.share)} was claimed`
}
