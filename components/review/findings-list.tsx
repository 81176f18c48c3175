import type { WorkBody } from '@/lib/core/review/wire'

const MARK = { INFO: '–', WARNING: '!', ERROR: '✕' } as const

/** What the automated checks found; they explain, they do not vote. */
export function FindingsList({ findings }: { findings: WorkBody['findings'] }) {
  return (
    <section>
      <h3 className="mb-1.5">Automatic checks</h3>
      <ul className="grid gap-1.5 text-12 leading-[18px] text-ink-2">
        {findings.map(({ code, severity, message }) => (
          <li key={`${code}.${message}`} className="grid grid-cols-[16px_1fr]">
            <span className={severity === 'ERROR' ? 'text-failed' : severity === 'WARNING' ? 'text-brass' : undefined}>
              <span aria-hidden="true">{MARK[severity]}</span>
              <span className="sr-only">{severity.toLowerCase()}: </span>
            </span>
            <span className="wrap-anywhere">{message}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
