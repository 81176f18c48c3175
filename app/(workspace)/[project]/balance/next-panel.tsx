import { type GapLine, GapTable } from '@/components/balance/gap-table'
import { figure } from '@/components/balance/lines'
import { Panel } from '@/components/quality/panel'

const SHOWN = 10

interface NextPanelProps {
  /** What is missing most first. */
  lines: GapLine[]
  onlyWaiting: number
}

export function NextPanel({ lines, onlyWaiting }: NextPanelProps) {
  const rest = lines.slice(SHOWN)
  const waiting =
    onlyWaiting > 0 &&
    `${figure(onlyWaiting)} more ${onlyWaiting === 1 ? 'gap has' : 'gaps have'} texts that wait for verdicts: judge rather than generate.`
  return (
    <div className="mt-6">
      <Panel
        title="What to generate next"
        lead="What is missing most first. Texts that wait for a verdict are not asked for again. Nothing quarantined, put away or of the demo model fills a gap."
      >
        {lines.length === 0 ? (
          <p className="py-2 text-ink-2">{waiting || 'Nothing: every floor is reached.'}</p>
        ) : (
          <>
            <GapTable lines={lines.slice(0, SHOWN)} />
            {rest.length > 0 && (
              <details className="mt-2">
                <summary className="cursor-pointer py-1 text-ink-2 max-md:py-2">
                  The other {figure(rest.length)} of {figure(lines.length)}
                </summary>
                <GapTable lines={rest} />
              </details>
            )}
            {waiting && <p className="mt-1.5 text-12 text-ink-2">{waiting}</p>}
          </>
        )}
      </Panel>
    </div>
  )
}
