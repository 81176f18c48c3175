import { calibrationOutcome } from '@/lib/core/gold/answer'

interface OwnCalibration {
  queueId: string
  name: string
  right: number
  answered: number
  of: number
  passMark: number
}

const OUTCOME = { OPEN: '', PASSED: ': passed', FAILED: ': below the mark' } as const

/** One's own results, told to nobody else but curators. */
export function OwnCalibrations({ calibrations }: { calibrations: OwnCalibration[] }) {
  if (calibrations.length === 0) return null
  return (
    <section className="mt-6">
      <h2 className="mb-1">Your calibrations</h2>
      <ul className="grid gap-1 text-ink-2">
        {calibrations.map((one) => (
          <li key={one.queueId}>
            {one.name}: {one.right} of {one.answered} as the gold answers, {one.of} in all, mark{' '}
            {Math.round(one.passMark * 100)} %{OUTCOME[calibrationOutcome(one)]}
          </li>
        ))}
      </ul>
    </section>
  )
}
