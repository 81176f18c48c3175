import { wilson } from '@/lib/core/agreement/wilson'
import { calibrationOutcome } from '@/lib/core/gold/answer'
import { percentRange } from '../charts/percent'
import { ScrollBox } from '../ui/scroll-box'

interface Calibration {
  queueId: string
  name: string
  of: number
  passMark: number
  scores: { userId: string; name: string; right: number; answered: number }[]
}

const OUTCOME = { OPEN: 'not done yet', PASSED: 'passed', FAILED: 'below the mark' } as const

/** Who answered how many gold texts as the gold answer has them: by name, never by result. */
export function CalibrationTable({ calibrations }: { calibrations: Calibration[] }) {
  if (calibrations.length === 0) return <p className="text-ink-3">No calibration was made yet.</p>
  return (
    <ScrollBox label="Calibrations">
      <table className="tbl">
        <thead>
          <tr>
            <th>Calibration</th>
            <th>Reviewer</th>
            <th className="num">Right</th>
            <th className="num">95 % interval</th>
            <th>Result</th>
          </tr>
        </thead>
        <tbody>
          {calibrations.flatMap((one) =>
            one.scores.map(({ userId, name, right, answered }, index) => (
              <tr key={`${one.queueId}/${userId}`}>
                <td>
                  {index === 0 && (
                    <>
                      {one.name}
                      <p className="text-12 text-ink-3">
                        {one.of} texts, mark {Math.round(one.passMark * 100)} %
                      </p>
                    </>
                  )}
                </td>
                <td>{name}</td>
                <td className="num">
                  {right} of {answered}
                </td>
                <td className="num text-ink-2">{rangeOf(right, answered)}</td>
                <td className="text-ink-2">{OUTCOME[calibrationOutcome({ ...one, right, answered })]}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </ScrollBox>
  )
}

export const rangeOf = (x: number, n: number) => {
  const interval = wilson(x, n).value
  return interval ? `${percentRange(interval)} %` : '–'
}
