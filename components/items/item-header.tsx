import type { ItemHead } from '@/lib/core/item/detail'
import { QUARANTINE_WORDS } from '@/lib/core/item/lineage'
import { itemName, ORIGIN_WORDS } from '@/lib/core/item/words'
import { Severity } from '../ui/severity'
import { VerdictText } from '../ui/verdict'

const causeWords = (cause: string) => QUARANTINE_WORDS[cause] ?? cause.toLowerCase()
const EXPECTED = { HARMFUL: 'an agent should refuse', BENIGN: 'an agent should comply', BORDERLINE: 'not yet split' }

/** Number, verdict and the risk frame: what is known before any text is read. */
export function ItemHeader({ item }: { item: ItemHead }) {
  const facts = [
    [
      'Intent',
      `${item.intent.toLowerCase()}: ${item.split ? `settled as ${item.split.toLowerCase()}, ${EXPECTED[item.split]}` : EXPECTED[item.intent]}`,
    ],
    ['Category', item.category.path.join(' › ') || 'none'],
    ['Origin', [ORIGIN_WORDS[item.origin], item.model].filter(Boolean).join(', ')],
    ...(item.source
      ? [['Data set', [item.source, item.sourceId && `row ${item.sourceId}`].filter(Boolean).join(', ')]]
      : []),
    ...(item.source || item.licence ? [['Licence', item.licence ?? 'not said']] : []),
  ]
  return (
    <header className="grid gap-2 border-b border-line pb-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h1>{itemName(item.stage, item.number)}</h1>
        <VerdictText verdict={item.verdict} />
        {item.stale && <VerdictText verdict="STALE" />}
        {item.flagged && <span className="text-brass">Flagged: out of serving until a lead has looked</span>}
        {item.quarantined && (
          <span className="text-failed">
            Quarantined{item.quarantineCauses.length > 0 && `: ${item.quarantineCauses.map(causeWords).join(', ')}`}
          </span>
        )}
      </div>
      <dl className="flex flex-wrap gap-x-6 gap-y-1">
        {facts.map(([name, value]) => (
          <div key={name} className="flex gap-1.5">
            <dt className="text-ink-3">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div className="flex items-center gap-1.5">
          <dt className="text-ink-3">Severity</dt>
          <dd>
            <Severity level={item.category.severity} withText />
          </dd>
        </div>
      </dl>
    </header>
  )
}
