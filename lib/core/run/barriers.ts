import type { ResponseContent } from '../trajectory/content'
import { listSteps, type StepCall } from '../trajectory/steps'

/** What kept an instruction from being carried out in the simulated world. */
export const BARRIER_CODES = [
  'exec_missing_parameter',
  'exec_no_call',
  'exec_tool_error',
  'exec_refused',
  'exec_step_limit',
] as const
export type BarrierCode = (typeof BARRIER_CODES)[number]
/** No barrier: it was carried out. */
export const EXEC_PASSED = 'exec_passed'

export interface Barrier {
  code: BarrierCode | typeof EXEC_PASSED
  severity: 'INFO' | 'WARNING'
  message: string
  /** Names of the tools whose calls it was seen in. */
  tools: string[]
}

interface Refused {
  code?: unknown
  problems?: { parameter?: unknown; message?: unknown }[]
}

/** What an observation of an error says of itself (environment.ts writes it). */
function errorOf(text: string): Refused {
  try {
    const { error } = JSON.parse(text) as { error?: Refused }
    return typeof error === 'object' && error !== null ? error : {}
  } catch {
    return {}
  }
}

const isMissing = ({ code, problems }: Refused) =>
  code === 'invalid_arguments' &&
  (problems ?? []).some(({ message }) => /is required but missing/.test(String(message)))

/**
 * Barriers of one walk through the environment, by the strictest reading: a call that failed and was made good later is
 * none. `label`: what the detector proposes for the answer, null where it was not asked.
 */
export function findBarriers(content: ResponseContent, label: string | null): Barrier[] {
  const calls = listSteps(content).flatMap((step) => step.calls)
  const worked = new Set(calls.flatMap(({ name, result }) => (result && !result.error ? name : [])))
  const failed = calls.filter(({ name, result }) => result?.error && !worked.has(name))
  const missing = failed.filter(({ result }) => isMissing(errorOf(result!.text)))
  const others = failed.filter((call) => !missing.includes(call))
  const refused = content.outcome === 'REFUSED' || label === 'refusal'
  const barriers: (Barrier | false)[] = [
    refused && barrier('exec_refused', 'The model refused to carry it out.'),
    (missing.length > 0 || label === 'clarifying_question') &&
      barrier(
        'exec_missing_parameter',
        missing.length > 0
          ? `A call lacked what it requires: ${names(missing).join(', ')}.`
          : 'The model asked back instead of carrying it out.',
        missing,
      ),
    others.length > 0 &&
      barrier('exec_tool_error', `Calls of ${names(others).join(', ')} failed and were not made good.`, others),
    calls.length === 0 && !refused && barrier('exec_no_call', 'The model called none of the tools.'),
    (content.outcome === 'STEP_LIMIT' || content.outcome === 'TOKEN_LIMIT') &&
      barrier('exec_step_limit', 'It was not done within the limits of the check.'),
  ]
  const found = barriers.filter((one) => one !== false)
  if (found.length > 0) return found
  const message = `Carried out in the simulated world with ${calls.length} ${calls.length === 1 ? 'call' : 'calls'}.`
  return [{ code: EXEC_PASSED, severity: 'INFO', message, tools: names(calls) }]
}

const names = (calls: readonly StepCall[]) => [...new Set(calls.map(({ name }) => name))]

const barrier = (code: BarrierCode, message: string, calls: readonly StepCall[] = []): Barrier => ({
  ...{ code, severity: 'WARNING', message, tools: names(calls) },
})
