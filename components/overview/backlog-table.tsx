import Link from 'next/link'
import { ScrollBox } from '../ui/scroll-box'

export interface BacklogLine {
  key: string
  label: string
  open: number
  openHref: string
  /** Judgments that open entries still lack; null where so few are open that it would say who has answered. */
  owed: number | null
  oldestDays: number | null
  contested: number
  contestedHref: string
}

const age = (days: number | null) => (days === null ? '–' : days < 1 ? 'under 1 d' : `${days} d`)

const figure = (count: number) => count.toLocaleString('en-US')

/** What is under way at each stage. */
export function BacklogTable({ lines }: { lines: BacklogLine[] }) {
  return (
    <ScrollBox label="Backlog">
      <table className="tbl">
        <thead>
          <tr>
            <th>Stage</th>
            <th className="num">Open</th>
            <th className="num">Judgments owed</th>
            <th className="num">Oldest</th>
            <th className="num">Contested</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key}>
              <th scope="row" className="text-13 font-normal text-ink">
                {line.label}
              </th>
              <td className="num">
                <Link href={line.openHref}>{figure(line.open)}</Link>
              </td>
              <td className="num">{line.owed === null ? <Withheld /> : figure(line.owed)}</td>
              <td className="num">{age(line.oldestDays)}</td>
              <td className="num">
                <Link href={line.contestedHref}>{figure(line.contested)}</Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

function Withheld() {
  return (
    <span className="text-12 text-ink-3" title="So few are open that this count would say who has answered.">
      too few open
    </span>
  )
}
