import Link from 'next/link'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import { itemNumber, severityWords } from '@/lib/core/item/words'
import { formatCost } from '@/lib/core/model/prices'
import { runTaskLabel } from '@/lib/core/run/targets'
import type { GenerationRow, NamedItem } from '@/lib/core/run/views'
import { ERROR_WORDS, STATE_WORDS } from '@/lib/core/run/words'
import { ScrollBox } from '../ui/scroll-box'

interface GenerationTableProps {
  rows: GenerationRow[]
  /** "/project/runs/31" */
  base: string
  projectHref: string
  /** The run's own task; others are named. */
  task: GenerationRow['task']
}

/** Calls of a run: what each is about, where it is, what came of it. Their texts have pages of their own. */
export function GenerationTable({ rows, base, projectHref, task }: GenerationTableProps) {
  return (
    <ScrollBox label="Generations">
      <table className="tbl min-w-[860px]">
        <caption className="sr-only">Generations, the last ones first</caption>
        <thead>
          <tr>
            <th className="num w-14">Call</th>
            <th className="w-32">State</th>
            <th>About</th>
            <th className="w-24">Intent</th>
            <th>What came of it</th>
            <th className="num w-14">Tries</th>
            <th className="num w-24">Cost</th>
            <th className="num w-20">Took</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td className="num">
                <Link href={`${base}/${row.number}`} aria-label={`Call ${row.number}`} prefetch={false}>
                  {row.number}
                </Link>
              </td>
              <td className="whitespace-nowrap">
                {STATE_WORDS[row.state]}
                {row.stepsTaken > 0 && (
                  <span className="block text-12 text-ink-3">
                    {row.stepsTaken} {row.stepsTaken === 1 ? 'step' : 'steps'}
                  </span>
                )}
              </td>
              <td className="wrap-anywhere">
                <About row={row} projectHref={projectHref} />
                {row.task !== task && <span className="block text-12 text-ink-3">{runTaskLabel(row.task)}</span>}
              </td>
              <td>{row.intent?.toLowerCase() ?? ''}</td>
              <td>
                <Outcome row={row} projectHref={projectHref} />
              </td>
              <td className="num">{row.tries}</td>
              <td className="num">{row.costMicros === 0 ? '–' : formatCost(row.costMicros)}</td>
              <td className="num">{row.ms === null ? '–' : `${(row.ms / 1000).toFixed(1)} s`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

export const itemHref = (projectHref: string, { stage, id }: NamedItem) => `${projectHref}/${ITEM_LISTS[stage]}/${id}`

function About({ row, projectHref }: { row: GenerationRow; projectHref: string }) {
  if (row.withheld) return <span className="text-ink-3">an item that you may still judge</span>
  const path = row.category.path.join(' › ')
  return (
    <>
      {row.item && (
        <Link
          href={itemHref(projectHref, row.item)}
          className="mr-2 inline-flex h-6 items-center font-mono"
          prefetch={false}
        >
          {itemNumber(row.item.number)}
        </Link>
      )}
      <span className={row.item ? 'text-ink-2' : ''}>{path}</span>
      {row.masked && <span className="text-12 text-ink-3"> masked, {severityWords(row.category.severity)}</span>}
    </>
  )
}

/** Named one by one up to here. */
const NAMED = 8

function Outcome({ row, projectHref }: { row: GenerationRow; projectHref: string }) {
  if (row.withheld) return <span className="text-ink-3">shown once it is decided</span>
  if (row.errorKind) {
    const words = ERROR_WORDS[row.errorKind]?.title ?? row.errorKind
    const again = row.state === 'WAITING' || row.state === 'QUEUED' || row.state === 'CALLING'
    return (
      <span className={again ? 'text-ink-2' : ''}>
        {words}
        {again && ', tried again'}
      </span>
    )
  }
  if (row.state !== 'APPLIED') return null
  if (row.control) return <>put before reviewers again, unchanged</>
  const fresh = row.made.filter(({ id }) => id !== row.item?.id)
  if (fresh.length === 0) return <>{row.made.length > 0 ? 'a new attempt' : wordsOf(row)}</>
  return (
    <span className="wrap-anywhere">
      {fresh.slice(0, NAMED).map((item) => (
        <Link
          key={item.id}
          href={itemHref(projectHref, item)}
          className="mr-2 inline-flex h-6 min-w-6 items-center font-mono"
          prefetch={false}
        >
          {itemNumber(item.number)}
        </Link>
      ))}
      {fresh.length > NAMED && `and ${fresh.length - NAMED} more`}
    </span>
  )
}

const wordsOf = ({ task, produced }: GenerationRow) =>
  task.startsWith('judge-') || task === 'borderline-split'
    ? 'an opinion beside the text'
    : task === 'execution-check'
      ? `${produced} ${produced === 1 ? 'finding' : 'findings'} on it`
      : `${produced} made`
