import type { StudyReliability } from '@/lib/core/study/report'
import type { StudyTask } from '@/lib/core/study/tasks'
import { percent } from '../charts/percent'
import { Panel } from '../quality/panel'
import { ReliabilityFigure } from '../quality/reliability-figure'
import { ReviewerConfusionFigure } from '../quality/reviewer-confusion-figure'
import { ScrollBox } from '../ui/scroll-box'

const LISTED = 100

/** Dawid and Skene's model of a task beside its majority; raters as in the study's files. */
export function TaskReliability({ task, reliability }: { task: StudyTask; reliability: StudyReliability }) {
  const { labels, prevalence, reviewers, differing, items } = reliability
  const lines = reviewers.map((reviewer) => ({ ...reviewer, name: reviewer.reviewerId }))
  return (
    <>
      <Panel
        title={`${task.label}: Dawid and Skene beside the majority`}
        lead={`A model that weighs each vote by how reliable its rater proves to be. By it ${labels
          .map((label, index) => `${percent(prevalence[index]!)} are ${label}`)
          .join(', ')}.`}
      >
        <ReliabilityFigure
          name={`reliability-${task.key}`}
          lines={lines}
          rightWords={labels.map((label) => `Says ${label} of what is`)}
          tables={false}
        />
        <div className="mt-4">
          <ReviewerConfusionFigure name={`raters-${task.key}`} lines={lines} labels={labels} tables={false} />
        </div>
      </Panel>
      <Panel
        title={`${task.label}: where they differ`}
        lead="Texts of which the model says something else than most raters."
      >
        {differing.length === 0 ? (
          <p className="text-ink-2">They say the same of all {items} texts.</p>
        ) : (
          <ScrollBox label={`${task.label}: texts where model and majority differ`}>
            <p className="mb-2 text-12 text-ink-2">
              {differing.length} of {items} texts
              {differing.length > LISTED && `, the first ${LISTED} of them listed; all are in the JSON report`}.
            </p>
            <table className="tbl">
              <thead>
                <tr>
                  <th>Text</th>
                  <th>Most raters</th>
                  <th>The model</th>
                  <th className="num">Probability</th>
                </tr>
              </thead>
              <tbody>
                {differing.slice(0, LISTED).map(({ item, majority, model, probability }) => (
                  <tr key={item}>
                    <td className="font-mono">{item}</td>
                    <td>{majority ?? 'tied'}</td>
                    <td>{model}</td>
                    <td className="num">{percent(probability)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
        )}
      </Panel>
    </>
  )
}
