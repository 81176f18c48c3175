import type { VerdictName } from '@/lib/core/item/filter'
import type { Lineage, Relative } from '@/lib/core/item/lineage'
import { itemName } from '@/lib/core/item/words'

const WIDTH = 340
const ROW = 44
const BOX = 28
const SHAPES: Record<VerdictName, [sign: string, word: string, colour: string]> = {
  PASSED: ['●', 'passed', 'text-passed'],
  FAILED: ['✕', 'failed', 'text-failed'],
  CONTESTED: ['◐', 'contested', 'text-contested'],
  OPEN: ['○', 'open', 'text-ink-2'],
}
const ORDER: VerdictName[] = ['PASSED', 'FAILED', 'CONTESTED', 'OPEN']

/** The line of work hanging from its category; what was made from the item stands below it by verdict. */
export function LineageGraph({ lineage, self }: { lineage: Lineage; self: Relative }) {
  const category = lineage.category.at(-1)
  const line = [...lineage.above, self]
  const places = (category ? 1 : 0) + line.length
  const groups = ORDER.filter((verdict) => lineage.children.verdicts[verdict] > 0)
  const height = places * ROW + (groups.length > 0 ? ROW : 0)
  const y = (place: number) => place * ROW + BOX / 2 + 1
  const offset = category ? 1 : 0
  const step = WIDTH / Math.max(1, groups.length)
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={inWords(lineage, self)}
      className="w-full max-w-[340px]"
    >
      <path d={`M${WIDTH / 2} ${y(0)}V${y(places - 1)}`} stroke="currentColor" className="text-line-2" />
      {groups.map((verdict, index) => (
        <path
          key={verdict}
          d={`M${WIDTH / 2} ${y(places - 1)}V${y(places) - ROW / 2 + 4}H${step * (index + 0.5)}V${y(places)}`}
          stroke="currentColor"
          fill="none"
          className="text-line-2"
        />
      ))}
      {category && <Box x={WIDTH / 2} y={y(0)} width={WIDTH - 2} text={short(category, 44)} />}
      {line.map((one, index) => (
        <Box
          key={one.id}
          x={WIDTH / 2}
          y={y(index + offset)}
          width={200}
          text={itemName(one.stage, one.number)}
          sign={SHAPES[one.verdict]}
          strong={one.id === self.id}
        />
      ))}
      {groups.map((verdict, index) => (
        <Box
          key={verdict}
          x={step * (index + 0.5)}
          y={y(places)}
          width={Math.min(120, step - 6)}
          text={lineage.children.verdicts[verdict].toLocaleString('en-US')}
          sign={SHAPES[verdict]}
        />
      ))}
    </svg>
  )
}

interface BoxProps {
  x: number
  y: number
  width: number
  text: string
  sign?: (typeof SHAPES)[VerdictName]
  strong?: boolean
}

function Box({ x, y, width, text, sign, strong }: BoxProps) {
  return (
    <g>
      <rect
        x={x - width / 2}
        y={y - BOX / 2}
        width={width}
        height={BOX}
        rx={3}
        stroke="currentColor"
        className={strong ? 'fill-paper text-brass-mark' : 'fill-sheet text-line-2'}
      />
      <text
        x={x}
        y={y + 4}
        textAnchor="middle"
        fontSize={12}
        className={strong ? 'fill-ink font-medium' : 'fill-ink-2'}
      >
        {sign && (
          <tspan fill="currentColor" className={sign[2]}>
            {`${sign[0]} `}
          </tspan>
        )}
        {text}
      </text>
    </g>
  )
}

const short = (text: string, length: number) => (text.length > length ? `${text.slice(0, length - 1)}…` : text)

function inWords({ category, above, children }: Lineage, self: Relative): string {
  const up = [
    category.join(' › '),
    ...[...above, self].map(({ stage, number, verdict }) => `${itemName(stage, number)} ${SHAPES[verdict][1]}`),
  ]
  const groups = ORDER.filter((verdict) => children.verdicts[verdict] > 0)
  const down = groups.map((verdict) => `${children.verdicts[verdict]} ${SHAPES[verdict][1]}`)
  const line = up.filter(Boolean).join(', then ')
  return down.length > 0 ? `${line}; made from it: ${down.join(', ')}` : line
}
