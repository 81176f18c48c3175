import { rangeOf } from './calibration-table'

/** Who answered how many gold texts right, by name. */
export function CalibrationScores({
  scores,
}: {
  scores: { userId: string; name: string; right: number; answered: number }[]
}) {
  return (
    <table className="tbl">
      <thead>
        <tr>
          <th>Reviewer</th>
          <th className="num">Right</th>
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
            <td className="num text-ink-2">{rangeOf(right, answered)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
