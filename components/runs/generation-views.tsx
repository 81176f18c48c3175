import Link from 'next/link'
import { GENERATION_VIEWS, type GenerationView, type RunDetail, UNOFFERED_VIEWS } from '@/lib/core/run/views'
import { ERROR_WORDS } from '@/lib/core/run/words'

interface GenerationViewsProps {
  base: string
  view: GenerationView
  kind: string | null
  /** Those that met it at any of their calls. */
  met: boolean
  run: Pick<RunDetail, 'counts'>
}

/** Which calls are listed; each with how many there are. */
export function GenerationViews({ base, view, kind, met, run }: GenerationViewsProps) {
  const all = Object.entries(GENERATION_VIEWS) as [GenerationView, { label: string; states: readonly string[] }][]
  const views = all.map(([key, { label, states }]) => ({
    ...{ key, label },
    n: states.reduce((sum, state) => sum + (run.counts[state as keyof typeof run.counts] ?? 0), 0),
  }))
  return (
    <nav aria-label="Which generations" className="flex flex-wrap gap-x-3 gap-y-1">
      {views
        .filter(({ key, n }) => key === view || key === 'begun' || (n > 0 && !UNOFFERED_VIEWS.includes(key)))
        .map(({ key, label, n }) => (
          <Link
            key={key}
            href={`${base}?view=${key}#generations`}
            aria-current={key === view && !kind ? 'true' : undefined}
            className="inline-flex h-6 items-center aria-[current]:font-medium aria-[current]:decoration-brass-mark"
          >
            {label} {n.toLocaleString('en-US')}
          </Link>
        ))}
      {kind && (
        <span className="text-ink-2">
          only: {met && 'at some call, '}
          {ERROR_WORDS[kind]?.title.toLowerCase()}
        </span>
      )}
    </nav>
  )
}
