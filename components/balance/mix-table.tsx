import Link from 'next/link'
import type { Mix } from '@/lib/core/balance/mix'
import { REFERENCE_ROWS, REFERENCE_TOTAL } from '@/lib/core/balance/targets'
import { MixBar } from '../charts/mix-bar'
import { percent } from '../charts/percent'
import { ScrollBox } from '../ui/scroll-box'
import { figure } from './lines'

interface MixTableProps {
  mix: Mix
  noun: string
  hrefs: { harmful: string; benign: string; unsettled: string }
}

const LABEL = { harmful: 'Harmful', benign: 'Benign' } as const
const points = (off: number) => `${off < 0 ? '−' : off > 0 ? '+' : ''}${Math.abs(off * 100).toFixed(1)}`

/** The mix by intent: bar and figures in one row, the target a brass tick. */
export function MixTable({ mix, noun, hrefs }: MixTableProps) {
  const most = Math.max(0.7, ...mix.parts.flatMap(({ share, target }) => [share ?? 0, target]))
  const others = mix.thirdParty
  const reference = (key: keyof typeof REFERENCE_ROWS) => percent(REFERENCE_ROWS[key] / REFERENCE_TOTAL)
  return (
    <>
      <ScrollBox label="Mix by intent">
        <table className="tbl min-w-[680px]">
          <caption className="sr-only">Accepted {noun} by intent, against the targets</caption>
          <thead>
            <tr>
              <th>Part</th>
              <th className="w-[26%]">
                <span className="sr-only">Share and target as a bar</span>
              </th>
              <th className="num">Accepted</th>
              <th className="num">Share</th>
              <th className="num text-brass">Target</th>
              <th className="num">Points off</th>
              <th className="num">All current</th>
              <th className="num">Share</th>
              <th className="num">AgentAlign, all rows</th>
            </tr>
          </thead>
          <tbody>
            {mix.parts.map((part) => (
              <tr key={part.key}>
                <Head name={LABEL[part.key]} small={part.settled > 0 && `${figure(part.settled)} settled borderline`} />
                <td>
                  <MixBar value={part.share} reference={part.target} most={most} />
                </td>
                <td className="num">
                  {part.accepted === 0 || part.settled > 0 || others.accepted > 0 ? (
                    figure(part.accepted)
                  ) : (
                    <Link href={hrefs[part.key]}>{figure(part.accepted)}</Link>
                  )}
                </td>
                <td className="num font-medium">{part.share === null ? '–' : percent(part.share)}</td>
                <td className="num text-ink-2">{percent(part.target)}</td>
                <td className="num text-ink-2">{part.share === null ? '–' : points(part.share - part.target)}</td>
                <td className="num text-ink-2">{figure(part.current)}</td>
                <td className="num text-ink-2">{part.currentShare === null ? '–' : percent(part.currentShare)}</td>
                <td className="num text-ink-2">{reference(part.key)}</td>
              </tr>
            ))}
            <tr>
              <Head name="Third-party" small="of all rows" />
              <td>
                <MixBar value={others.share} reference={others.target} most={most} />
              </td>
              <td className="num">{figure(others.accepted)}</td>
              <td className="num font-medium">{others.share === null ? '–' : percent(others.share)}</td>
              <td className="num text-ink-2">{percent(others.target)}</td>
              <td className="num text-ink-2">{others.share === null ? '–' : points(others.share - others.target)}</td>
              <td className="num text-ink-2">{figure(others.current)}</td>
              <td className="num text-ink-2">{others.currentShare === null ? '–' : percent(others.currentShare)}</td>
              <td className="num text-ink-2">{reference('thirdParty')}</td>
            </tr>
            <tr>
              <Head name="Borderline, not settled" />
              <td className="whitespace-nowrap text-ink-3">in neither part</td>
              <td className="num">
                {mix.unsettled.accepted === 0 ? (
                  0
                ) : (
                  <Link href={hrefs.unsettled}>{figure(mix.unsettled.accepted)}</Link>
                )}
              </td>
              <td colSpan={3} />
              <td className="num text-ink-2">{figure(mix.unsettled.current)}</td>
              <td colSpan={2} />
            </tr>
          </tbody>
        </table>
      </ScrollBox>
      <p className="mt-1.5 text-12 text-ink-2">
        Of {figure(mix.accepted)} accepted and {figure(mix.current)} current {noun} of your own; third-party ones came
        in under the name of another data set, and their share is of all. Line: the target. AgentAlign:{' '}
        {figure(REFERENCE_TOTAL)} released rows (arXiv 2505.23020); its own rows alone, without the third-party ones,
        are 33.6 % harmful and 66.4 % benign.
      </p>
    </>
  )
}

function Head({ name, small }: { name: string; small?: string | false }) {
  return (
    <th scope="row" className="text-13 font-normal whitespace-nowrap text-ink">
      {name}
      {small && <span className="block text-12 text-ink-3">{small}</span>}
    </th>
  )
}
