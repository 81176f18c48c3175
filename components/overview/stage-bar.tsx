import Link from 'next/link'
import { cx } from '../ui/cx'
import { type VerdictKind, VerdictMark } from '../ui/verdict'

export interface StageRow {
  key: string
  verdict: VerdictKind | null
  label: string
  count: number
  href: string
}

export interface StageView {
  key: string
  title: string
  total: number
  lead: string
  /** The first one runs on into the next stage. */
  rows: StageRow[]
  foot: string
}

const FILL: Record<VerdictKind, string> = {
  PASSED: 'bg-passed',
  OPEN: 'border border-edge bg-sheet',
  CONTESTED: 'bg-contested',
  STALE: 'bg-[repeating-linear-gradient(90deg,var(--stale)_0_3px,transparent_3px_5px)]',
  FAILED: 'bg-failed',
}

const figure = (count: number) => count.toLocaleString('en-US')
const share = (count: number, of: number) => (count === 0 || of === 0 ? '–' : `${Math.round((count / of) * 100)} %`)

/** One stage of the line: a full bar of its items by verdict; only the passed row runs on and fans out into the next. */
export function StageBar({ stage, last }: { stage: StageView; last: boolean }) {
  const runsOn = (stage.rows[0]?.count ?? 0) > 0
  return (
    <section className="min-w-0" aria-label={`${stage.title}, ${figure(stage.total)}`}>
      <header className="min-h-11">
        <h2 className="flex items-baseline gap-2">
          {stage.title} <b className="text-15 leading-5 font-semibold">{figure(stage.total)}</b>
        </h2>
        <p className="text-12 text-ink-3">{stage.lead}</p>
      </header>
      <div className="relative md:min-h-44">
        {runsOn && (
          <div
            aria-hidden="true"
            className={cx(
              'absolute top-0 left-5 hidden h-[34px] bg-passed-wash md:block',
              last ? 'right-0' : 'w-[216px]',
            )}
          />
        )}
        {runsOn && !last && <Fan />}
        <div aria-hidden="true" className="absolute inset-y-0 left-0 flex w-5 flex-col gap-px overflow-hidden">
          {stage.rows
            .filter(({ count }) => count > 0)
            .map((row) => (
              <i
                key={row.key}
                className={cx(
                  'min-h-0.5',
                  row.verdict ? FILL[row.verdict] : row === stage.rows[0] ? 'bg-ink-2' : FILL.OPEN,
                )}
                style={{ flexGrow: row.count }}
              />
            ))}
          {stage.total === 0 && <i className="flex-1 border border-edge" />}
        </div>
        <ul className="relative ml-8 max-w-[228px] pt-1 max-md:max-w-none">
          {stage.rows.map((row, index) => (
            <li key={row.key}>
              <Link
                href={row.href}
                className={cx(
                  'grid h-[30px] items-baseline gap-1 rounded-1 px-1 pt-[5px] no-underline hover:bg-raise hover:shadow-[0_0_0_1px_var(--line-2)] max-md:h-9 max-md:pt-2',
                  row.verdict ? 'grid-cols-[16px_1fr_auto_44px]' : 'grid-cols-[1fr_auto_44px]',
                )}
              >
                {row.verdict && <VerdictMark verdict={row.verdict} label={null} />}
                <span className="whitespace-nowrap text-ink-2">{row.label}</span>
                <b className={cx('font-semibold', index === 0 && 'text-15 leading-5')}>{figure(row.count)}</b>
                <span className="text-right text-12 text-ink-3">{share(row.count, stage.total)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </div>
      <p className="pt-2 text-12 text-ink-2">{stage.foot}</p>
    </section>
  )
}

function Fan() {
  return (
    <svg
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      aria-hidden="true"
      className="absolute top-0 left-[236px] hidden h-full w-[calc(100%-236px)] fill-passed-wash lg:block"
    >
      <path d="M0 0H100V100C45 100 55 19.3 0 19.3z" />
    </svg>
  )
}
