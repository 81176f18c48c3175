import Link from 'next/link'
import { GENERATION_VIEWS, type GenerationView, type RunDetail } from '@/lib/core/run/views'
import { ERROR_WORDS } from '@/lib/core/run/words'

interface GenerationViewsProps {
  base: string
  view: GenerationView
  kind: string | null
  run: Pick<RunDetail, 'counts'>
}

/** Which calls are listed; each with how many there are. */
export function GenerationViews({ base, view, kind, run }: GenerationViewsProps) {
  const all = Object.entries(GENERATION_VIEWS) as [GenerationView, { label: string; states: readonly string[] }][]
  const views = all.map(([key, { label, states }]) => ({
    ...{ key, label },
    n: states.reduce((sum, state) => sum + (run.counts[state as keyof typeof run.counts] ?? 0), 0),
  }))
  return (
    <nav aria-label="Which generations" className="flex flex-wrap gap-x-3 gap-y-1">
      {views
        .filter(({ key, n }) => n > 0 || key === view || key === 'begun')
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
      {kind && <span className="text-ink-2">only: {ERROR_WORDS[kind]?.title.toLowerCase()}</span>}
    </nav>
  )
}
