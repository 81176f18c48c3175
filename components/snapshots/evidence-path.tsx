import { Figure } from '../charts/figure'
import { PathPlot } from '../charts/path-plot'

interface EvidencePathProps {
  path: { drawn: number; failures: number; logEvidence: number }[]
  /** After each row, the most failures with which the claim is shown. */
  limits: (number | null)[]
  /** Natural logarithm. */
  enough: number
}

/** The way a sequential audit took: failures after each row, and the line below which the claim is shown. */
export function EvidencePath({ path, limits, enough }: EvidencePathProps) {
  const last = path.at(-1)!
  const needed = Math.exp(enough)
  return (
    <section className="max-w-[860px] min-w-0 print:hidden">
      <h2>Row by row</h2>
      <p className="mb-2 text-12 text-ink-2">
        After {last.drawn} rows, {last.failures} failed: the votes are {times(last.logEvidence)} as likely where the
        claim holds as where it just does not. From {needed.toFixed(needed < 10 ? 1 : 0)} times on it is shown.
      </p>
      <Figure
        name="audit"
        caption="Audit, row by row"
        columns={[
          { label: 'Rows', numeric: true },
          { label: 'Failures', numeric: true },
          { label: 'Failures with which it is shown', numeric: true },
          { label: 'Evidence, times', numeric: true },
        ]}
        rows={path.map(({ drawn, failures, logEvidence }, at) => [
          ...[drawn, failures, limits[at] ?? null],
          Math.exp(logEvidence),
        ])}
      >
        <PathPlot
          label={`${last.failures} failures after ${last.drawn} rows`}
          path={[{ x: 0, y: 0 }, ...path.map(({ drawn, failures }) => ({ x: drawn, y: failures }))]}
          limits={[{ label: 'shown', points: limits.map((y, at) => ({ x: at + 1, y })) }]}
          xLabel="Rows, in the order drawn"
          yLabel="Failures"
        />
      </Figure>
    </section>
  )
}

const times = (logEvidence: number) => {
  const ratio = Math.exp(logEvidence)
  return ratio >= 1_000_000 ? 'more than a million times' : `${Number(ratio.toPrecision(3))} times`
}
