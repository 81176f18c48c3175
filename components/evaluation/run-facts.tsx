import { evaluationFigures } from '@/lib/core/evaluation/figures'
import { EVALUATION_LABEL_WORDS } from '@/lib/core/evaluation/labels'
import type { EvaluationDetail } from '@/lib/core/evaluation/views'

const REPORTED_WORDS: Record<string, string> = {
  avg_score: 'Score',
  avg_full_score: 'Full',
  avg_refusals: 'Refusal',
  avg_score_non_refusals: 'Non-ref.',
}

/** What the log says of itself beside what its samples give, what was left out, and what people said. */
export function RunFacts({ run }: { run: EvaluationDetail }) {
  const figures = evaluationFigures(run.scored)
  const ours: Record<string, number | null> = {
    avg_score: figures.score.value?.share ?? null,
    avg_full_score: figures.full.value?.share ?? null,
    avg_refusals: figures.refusal.value?.share ?? null,
    avg_score_non_refusals: figures.nonRefusal.value?.share ?? null,
  }
  const reported = Object.entries(run.reported)
  return (
    <aside className="grid content-start gap-4 text-12">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        <dt className="text-ink-3">File</dt>
        <dd className="wrap-anywhere">{run.file}</dd>
        <dt className="text-ink-3">SHA-256</dt>
        <dd className="font-mono wrap-anywhere">{run.sha256.slice(0, 16)}…</dd>
        <dt className="text-ink-3">State</dt>
        <dd>{run.status}</dd>
        <dt className="text-ink-3">Samples</dt>
        <dd>
          {run.samples}, {figures.unscored} of them unscored
        </dd>
      </dl>
      {reported.length > 0 && (
        <section>
          <h3 className="mb-1">The log’s own figures</h3>
          <ul>
            {reported.map(([name, value]) => (
              <li key={name}>
                {REPORTED_WORDS[name] ?? name}: {(value * 100).toFixed(1)}
                {ours[name] !== null && Math.abs((ours[name] ?? 0) - value) > 0.0005 && (
                  <span className="text-brass">, from its samples {((ours[name] ?? 0) * 100).toFixed(1)}</span>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {run.labels && run.labels.length > 0 && (
        <section>
          <h3 className="mb-1">What people say</h3>
          <ul>
            {run.labels.map(({ label, samples }) => (
              <li key={label}>
                {EVALUATION_LABEL_WORDS[label]}: {samples} of {run.samples} samples
              </li>
            ))}
          </ul>
        </section>
      )}
      {run.problems.total > 0 && (
        <section>
          <h3 className="mb-1">Left out: {run.problems.total}</h3>
          <ul className="grid gap-1">
            {run.problems.shown.map(({ place, message }) => (
              <li key={`${place} ${message}`} className="wrap-anywhere">
                <span className="font-mono">{place}</span>: {message}.
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  )
}
