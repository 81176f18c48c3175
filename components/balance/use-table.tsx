import { MixBar } from '../charts/mix-bar'
import { CodeName } from '../ui/code-name'
import { ScrollBox } from '../ui/scroll-box'
import { figure, type UseLine } from './lines'

interface UseTableProps {
  head: 'Tool' | 'Capability'
  /** Those used most first. */
  lines: UseLine[]
}

const SHOWN = 8

/** Which tools or capabilities accepted items use, how many of them each; those that none uses by name. */
export function UseTable({ head, lines }: UseTableProps) {
  const chains = head === 'Capability'
  const idle = lines.filter(({ instructions, responses }) => instructions + responses === 0)
  const rest = lines.length - SHOWN
  return (
    <>
      <Rows {...{ head, chains }} lines={lines.slice(0, SHOWN)} all={lines} />
      {rest > 0 && (
        <details className="mt-2">
          <summary className="cursor-pointer py-1 text-ink-2 max-md:py-2">The other {figure(rest)}</summary>
          <Rows {...{ head, chains }} lines={lines.slice(SHOWN)} all={lines} />
        </details>
      )}
      {idle.length > 0 && (
        <details className="mt-1">
          <summary className="cursor-pointer py-1 text-ink-2 max-md:py-2">
            {figure(idle.length)} of {figure(lines.length)} that no accepted instruction or response uses
          </summary>
          <p className="font-mono text-12 leading-5 break-words text-ink-2">
            {idle.map(({ name }) => name).join(', ')}
          </p>
        </details>
      )}
    </>
  )
}

interface RowsProps {
  head: string
  chains: boolean
  lines: UseLine[]
  all: UseLine[]
}

function Rows({ head, chains, lines, all }: RowsProps) {
  const most = Math.max(0, ...all.map(({ instructions }) => instructions))
  return (
    <ScrollBox label={`By ${head.toLowerCase()}`}>
      <table className="tbl min-w-[420px] max-md:min-w-[340px]">
        <caption className="sr-only">Accepted items by {head.toLowerCase()}</caption>
        <thead>
          <tr>
            <th>{head}</th>
            {most > 0 && (
              <th className="md:w-[26%]">
                <span className="sr-only">Accepted instructions as a bar</span>
              </th>
            )}
            {chains && <th className="num">Chains</th>}
            <th className="num">Instructions</th>
            <th className="num">Responses</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.name}>
              <th scope="row" className="font-mono text-12 font-normal break-words text-ink">
                <CodeName>{line.name}</CodeName>
              </th>
              {most > 0 && (
                <td>
                  <MixBar value={line.instructions} most={most} />
                </td>
              )}
              {chains && <td className="num">{figure(line.chains)}</td>}
              <td className="num">{figure(line.instructions)}</td>
              <td className="num">{figure(line.responses)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
