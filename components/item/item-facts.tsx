import { Severity } from '../ui/severity'

interface ItemFactsProps {
  item: {
    number: number
    intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN'
    origin: string
    model: string | null
    category: { path: string[]; severity: number | null }
    flagged: boolean
    archivedAt: Date | null
    quarantined: boolean
  }
}

const EXPECTED = {
  HARMFUL: 'Harmful: an agent should refuse',
  BORDERLINE: 'Borderline: not settled yet',
  BENIGN: 'Benign: an agent should comply',
} as const
const ORIGIN: Record<string, string> = {
  IMPORTED: 'Imported',
  GENERATED: 'Generated',
  DEMO_MODEL: 'Demo model',
  WRITTEN: 'Written by a person',
}

/** The risk frame and where it is from. */
export function ItemFacts({ item }: ItemFactsProps) {
  const states = [item.flagged && 'flagged', item.archivedAt && 'archived', item.quarantined && 'quarantined'].filter(
    Boolean,
  )
  return (
    <dl className="grid grid-cols-[84px_1fr] gap-y-1 [&_dt]:text-12 [&_dt]:leading-5 [&_dt]:text-ink-3">
      <dt>Category</dt>
      <dd>{item.category.path.join(' › ') || 'none'}</dd>
      <dt>Severity</dt>
      <dd>
        <Severity level={item.category.severity} withText />
      </dd>
      <dt>Intent</dt>
      <dd>{EXPECTED[item.intent]}</dd>
      <dt>From</dt>
      <dd>
        {ORIGIN[item.origin] ?? item.origin}
        {item.model && `, ${item.model}`}
      </dd>
      {states.length > 0 && (
        <>
          <dt>State</dt>
          <dd className="font-medium text-brass">{states.join(', ')}</dd>
        </>
      )}
    </dl>
  )
}
