import Link from 'next/link'
import type { ItemStage } from '@/lib/core/item/lists'
import { MixBar } from '../charts/mix-bar'
import { ScrollBox } from '../ui/scroll-box'
import { type CategoryLine, figure, STAGES, type StageCounts, type SubcategoryLine } from './lines'

type HrefOf = (stage: ItemStage, categoryId: string) => string

const HEADS = { CHAIN: 'Chains', INSTRUCTION: 'Instructions', RESPONSE: 'Responses' } as const

/** Categories, each with its subcategories folded under it. A cell: accepted, of all current. */
export function CategoryTable({ lines, floor, hrefOf }: { lines: CategoryLine[]; floor: number; hrefOf: HrefOf }) {
  const most = Math.max(1, ...lines.map(({ accepted }) => sum(accepted)))
  return (
    <>
      <ScrollBox label="By category">
        <table className="tbl min-w-[560px] max-md:min-w-[420px]">
          <caption className="sr-only">Accepted items by category, of all current ones</caption>
          <Heads first="Category" bar />
          <tbody>
            {lines.map((line) => (
              <tr key={line.id ?? 'none'}>
                <th scope="row" className="text-13 font-normal text-ink">
                  {line.title}
                </th>
                <td>
                  <MixBar value={sum(line.accepted)} most={most} />
                </td>
                <Cells line={line} hrefOf={line.id === null ? null : (stage) => hrefOf(stage, line.id!)} />
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {lines.some(({ children }) => children.length > 0) && <Subcategories {...{ lines, floor, hrefOf }} />}
    </>
  )
}

const sum = (counts: StageCounts['accepted']) => STAGES.reduce((total, stage) => total + counts[stage], 0)

function Heads({ first, bar }: { first: string; bar?: boolean }) {
  return (
    <thead>
      <tr>
        <th>{first}</th>
        <th className="md:w-[28%]">
          <span className="sr-only">{bar ? 'Accepted items as a bar' : 'Accepted chains as a bar'}</span>
        </th>
        {STAGES.map((stage) => (
          <th key={stage} className="num">
            {HEADS[stage]}
          </th>
        ))}
      </tr>
    </thead>
  )
}

function Cells({ line, hrefOf }: { line: StageCounts; hrefOf: ((stage: ItemStage) => string) | null }) {
  return STAGES.map((stage) => {
    const [accepted, current] = [line.accepted[stage], line.current[stage]]
    return (
      <td key={stage} className="num">
        {accepted > 0 && hrefOf ? <Link href={hrefOf(stage)}>{figure(accepted)}</Link> : figure(accepted)}{' '}
        <span className="text-12 text-ink-3">of {figure(current)}</span>
      </td>
    )
  })
}

function Subcategories({ lines, floor, hrefOf }: { lines: CategoryLine[]; floor: number; hrefOf: HrefOf }) {
  const all = lines.flatMap(({ children }) => children)
  const below = all.filter(({ belowFloor }) => belowFloor).length
  const most = Math.max(1, floor, ...all.map(({ accepted }) => accepted.CHAIN))
  return (
    <details className="mt-2">
      <summary className="cursor-pointer py-1 text-ink-2 max-md:py-2">
        {figure(all.length)} subcategories, {figure(below)} of them below {figure(floor)} accepted{' '}
        {floor === 1 ? 'chain' : 'chains'}
      </summary>
      <ScrollBox label="By subcategory">
        <table className="tbl min-w-[560px] max-md:min-w-[420px]">
          <caption className="sr-only">Accepted items by subcategory; the line is the floor of accepted chains</caption>
          <Heads first="Subcategory" />
          {lines
            .filter(({ children }) => children.length > 0)
            .map((line) => (
              <tbody key={line.id ?? 'none'}>
                <tr>
                  <th scope="rowgroup" colSpan={5} className="!pt-4">
                    {line.title}
                  </th>
                </tr>
                {line.children.map((child) => (
                  <Subcategory key={child.id} {...{ child, most, floor, hrefOf }} />
                ))}
              </tbody>
            ))}
        </table>
      </ScrollBox>
    </details>
  )
}

interface SubcategoryProps {
  child: SubcategoryLine
  most: number
  floor: number
  hrefOf: HrefOf
}

const Subcategory = ({ child, most, floor, hrefOf }: SubcategoryProps) => (
  <tr>
    <th scope="row" className="text-13 font-normal text-ink">
      {child.title}
      {child.belowFloor && <span className="text-12 text-ink-3"> · below the floor</span>}
    </th>
    <td>
      <MixBar value={child.accepted.CHAIN} reference={floor} most={most} />
    </td>
    <Cells line={child} hrefOf={(stage) => hrefOf(stage, child.id)} />
  </tr>
)
