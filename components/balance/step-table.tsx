import { MixBar } from '../charts/mix-bar'
import { percent } from '../charts/percent'
import { ScrollBox } from '../ui/scroll-box'
import { figure, type StepLine } from './lines'

/** Accepted items by number of steps; of chains the share beside that of the reference. */
export function StepTable({ lines }: { lines: StepLine[] }) {
  const most = Math.max(0, ...lines.flatMap(({ share, reference }) => [share ?? 0, reference]))
  return (
    <ScrollBox label="By step count">
      <table className="tbl min-w-[520px] max-md:min-w-[460px]">
        <caption className="sr-only">Accepted items by number of steps</caption>
        <thead>
          <tr>
            <th>Steps</th>
            <th className="md:w-[30%]">
              <span className="sr-only">Share of the chains and of AgentAlign’s as a bar</span>
            </th>
            <th className="num">Chains</th>
            <th className="num">Share</th>
            <th className="num text-brass">AgentAlign</th>
            <th className="num">Instructions</th>
            <th className="num">Responses</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ steps, accepted, share, reference }) => (
            <tr key={steps}>
              <th scope="row" className="text-13 font-normal text-ink">
                {steps}
              </th>
              <td>
                <MixBar value={share} reference={reference} most={most} />
              </td>
              <td className="num">{figure(accepted.CHAIN)}</td>
              <td className="num text-ink-2">{share === null ? '–' : percent(share)}</td>
              <td className="num text-ink-2">{percent(reference)}</td>
              <td className="num">{figure(accepted.INSTRUCTION)}</td>
              <td className="num">{figure(accepted.RESPONSE)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
