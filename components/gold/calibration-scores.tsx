import { percent } from '../charts/percent'
import { ScrollBox } from '../ui/scroll-box'
import { rangeOf } from './calibration-table'

/** Who answered how many gold texts as the gold answer has them, by name. */
export function CalibrationScores({
  scores,
}: {
  scores: { userId: string; name: string; right: number; answered: number }[]
}) {
  return (
    <ScrollBox label="Answers to gold texts">
      <table className="tbl">
        <caption className="sr-only">Answers to gold texts</caption>
        <thead>
          <tr>
            <th>Reviewer</th>
            <th className="num">As the gold answer</th>
            <th className="num">Share</th>
            <th className="num">95 % interval</th>
          </tr>
        </thead>
        <tbody>
          {scores.map(({ userId, name, right, answered }) => (
            <tr key={userId}>
              <td>{name}</td>
              <td className="num">
                {right} of {answered}
              </td>
              <td className="num font-medium">{answered === 0 ? '–' : percent(right / answered)}</td>
              <td className="num text-ink-2">{rangeOf(right, answered)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
