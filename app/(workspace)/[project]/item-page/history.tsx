import { ShortTime } from '@/components/ui/short-time'

const WORDS: Record<string, string> = {
  'judgment.submit': 'judged',
  'judgment.withdraw': 'took a judgment back',
  'entry.adjudicate': 'settled it',
  'item.flag': 'flagged it',
  'item.resolve-flag': 'answered a flag',
  'item.comment': 'commented',
  'item.settle-split': 'settled what it is for',
}

/** Who did what, newest first, out of the audit log. */
export function History({ events }: { events: { at: string; action: string; by: string }[] }) {
  if (events.length === 0) return null
  return (
    <section>
      <h2 className="mb-2">History</h2>
      <ol className="grid gap-1 text-12 text-ink-2">
        {events.map(({ at, action, by }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the log is append-only and read whole.
          <li key={index} className="flex justify-between gap-3">
            <span>
              {by} {WORDS[action] ?? action}
            </span>
            <span className="text-ink-3">
              <ShortTime iso={at} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
