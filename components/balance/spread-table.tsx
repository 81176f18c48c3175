import type { SpreadLine } from '@/lib/core/balance/spread'
import { MixBar } from '../charts/mix-bar'
import { percent } from '../charts/percent'
import { ScrollBox } from '../ui/scroll-box'
import { figure } from './lines'

/** How many chains have so many of what is made from them. */
export function SpreadTable({ head, caption, lines }: { head: string; caption: string; lines: SpreadLine[] }) {
  const most = Math.max(0, ...lines.map(({ share }) => share ?? 0))
  return (
    <ScrollBox label={caption}>
      <table className="tbl min-w-[240px]">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th>{head}</th>
            <th className="w-[40%]">
              <span className="sr-only">Share of the chains as a bar</span>
            </th>
            <th className="num">Chains</th>
            <th className="num">Share</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, label, count, share }) => (
            <tr key={key}>
              <th scope="row" className="text-13 font-normal text-ink">
                {label}
              </th>
              <td>
                <MixBar value={share ?? 0} most={most} />
              </td>
              <td className="num">{figure(count)}</td>
              <td className="num text-ink-2">{share === null ? '–' : percent(share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
