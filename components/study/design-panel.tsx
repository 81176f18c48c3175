import type { ReactNode } from 'react'
import { DIMENSION_WORDS, type StudyDesign } from '@/lib/core/study/spec'

interface DesignPanelProps {
  design: StudyDesign
  rubric: ReactNode
  sampleHash: string
  population: number
}

/** What fixes a study: enough to draw the same sample again. */
export function DesignPanel({ design, rubric, sampleHash, population }: DesignPanelProps) {
  const lines: [string, ReactNode][] = [
    ['Raters a text', design.raters],
    ...(design.ambiguous ? [['Third answer', 'ambiguous, read strictly and leniently'] as [string, ReactNode]] : []),
    ['Population', population.toLocaleString('en-US')],
    ['Strata', design.strata.map((one) => DIMENSION_WORDS[one]).join(', ') || 'none'],
    ['Allocation', design.allocation.kind === 'PROPORTIONAL' ? 'in proportion' : 'fixed numbers a stratum'],
    ['Rubric', rubric],
    [
      'Seed',
      <span key="seed" className="font-mono text-12">
        {design.seed}
      </span>,
    ],
    [
      'Sample, SHA-256',
      <span key="hash" className="font-mono text-12 break-all">
        {sampleHash}
      </span>,
    ],
  ]
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
      {lines.map(([term, what]) => (
        <div key={term} className="contents">
          <dt className="text-ink-3">{term}</dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  )
}
