import { LABEL_WORDS, type ResponseLabel } from '@/lib/core/compliance/labels'
import type { ReliabilityFit } from '@/lib/core/review/reliability'
import { DifferingTable } from './differing-table'
import { Panel } from './panel'
import { ReliabilityFigure, type ReliabilityLine } from './reliability-figure'
import { ReviewerConfusionFigure } from './reviewer-confusion-figure'

interface ReliabilityPanelsProps {
  fit: ReliabilityFit
  lines: readonly ReliabilityLine[]
  /** "chains" */
  noun: string
  /** Before an item's id. */
  base: string
  tables: boolean
}

const DECISION_WORDS: Record<string, string> = { accept: 'Accepts what is good', reject: 'Rejects what is not' }

const wordOf = (label: string) => LABEL_WORDS[label as ResponseLabel] ?? label
const said = (label: string) => wordOf(label).toLowerCase()
const percent = (share: number) => `${(share * 100).toFixed(1)}\u00a0%`

/** One question's fit: how reliable each reviewer is by the model and the majority, and the items on which the two differ. */
export function ReliabilityPanels({ fit, lines, noun, base, tables }: ReliabilityPanelsProps) {
  const { question, labels, prevalence, votes, items, converged, differing } = fit
  const ofLabels = question === 'LABEL'
  const shares = ofLabels
    ? labels.map((label, index) => `${said(label)} ${percent(prevalence[index]!)}`).join(', ')
    : `${percent(prevalence[0]!)} should be accepted`
  return (
    <>
      <Panel
        title={ofLabels ? 'Labels: reliability beside the majority' : 'Reliability beside the majority'}
        lead="Dawid and Skene’s model weighs each vote by how reliable its reviewer proves to be. MACE tells votes that follow the item from habits. Both are models: where all share a mistake they share it too."
      >
        <p className="mb-2 text-12 text-ink-2">
          {votes.toLocaleString('en')} votes on {items.toLocaleString('en')} {noun}
          {!converged && '; it had not settled when it was stopped'}. By it: {shares}.
        </p>
        <ReliabilityFigure
          name={ofLabels ? 'reliability-of-labels' : 'reliability'}
          lines={lines}
          rightWords={labels.map((label) => (ofLabels ? wordOf(label) : (DECISION_WORDS[label] ?? label)))}
          tables={tables}
        />
      </Panel>
      {ofLabels && (
        <Panel title="Label by label" lead="How often a reviewer gives the label that the model takes for true.">
          <ReviewerConfusionFigure
            name="labels-by-reviewer"
            lines={lines}
            labels={labels.map(wordOf)}
            tables={tables}
          />
        </Panel>
      )}
      <Panel
        title={ofLabels ? 'Labels: where they differ' : 'Where they differ'}
        lead="Items to read again: the model says something else than most reviewers."
      >
        <DifferingTable {...differing} items={items} base={base} wordOf={ofLabels ? wordOf : (label) => label} />
      </Panel>
    </>
  )
}
