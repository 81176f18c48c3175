import Link from 'next/link'
import type { Automatic } from '@/lib/core/run/automatic'
import type { AutomaticBacklog, AutomaticUse, CategoryRecord } from '@/lib/data/queries/automatic'

interface AutomaticStateProps {
  slug: string
  settings: Automatic
  use: AutomaticUse
  backlog: AutomaticBacklog
  stopped: CategoryRecord[]
}

/** What it used today, what waits, and what it leaves alone and why. */
export function AutomaticState({ slug, settings, use: { used, going }, backlog, stopped }: AutomaticStateProps) {
  const due = backlog.failed - backlog.young - backlog.stopped
  return (
    <section className="mt-8">
      <h2 className="mb-2">Now</h2>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <Fact name="Used today (UTC)">
          {used.calls} {settings.callsADay === null ? 'calls' : `of ${settings.callsADay} calls`}, $
          {(used.micros / 1e6).toFixed(2)}
          {settings.budgetADay !== null && ` of $${settings.budgetADay.toFixed(2)}`}
        </Fact>
        {going && (
          <Fact name="Its run">
            <Link href={`/${slug}/runs/${going.number}`}>Run {going.number}</Link>
            {going.paused ? ' stands still; the next waits until it is resumed or cancelled' : ' is going'}
          </Fact>
        )}
        <Fact name="Failed items">
          {due} due, {backlog.young} whose verdict can still be taken back, {backlog.stopped} in categories that have
          stopped, {backlog.spent} that have had {settings.attempts} attempts
        </Fact>
      </dl>
      {stopped.length > 0 && (
        <>
          <h3 className="mt-4 mb-1">Stopped</h3>
          <ul>
            {stopped.map(({ stage, categoryId, category, judged, passed }) => (
              <li key={`${stage} ${categoryId}`}>
                {category}, {stage === 'CHAIN' ? 'chains' : 'instructions'}: {passed} of the last {judged} passed
              </li>
            ))}
          </ul>
          <p className="text-12 text-ink-3">Saving the settings starts them afresh.</p>
        </>
      )}
    </section>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
