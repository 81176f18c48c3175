import type { MadeCall } from './use-trial'

/** What a call came back with, as text. */
export function Observation({ call, place }: { call: MadeCall | null; place: number | null }) {
  return (
    <section aria-labelledby="observation" className="grid min-w-0 content-start gap-1">
      <h2 id="observation" className="flex flex-wrap items-baseline gap-x-2 text-13">
        Observation
        {call && place !== null && (
          <span className="text-12 font-normal text-ink-3">
            of call {place + 1}, <span className="font-mono">{call.name}</span>
            {call.error && <span className="text-failed"> ✕ refused</span>}
          </span>
        )}
      </h2>
      {call ? (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
          tabIndex={0}
          className="max-h-[480px] overflow-auto bg-well p-2.5 font-mono text-12 leading-5 whitespace-pre-wrap wrap-anywhere"
        >
          {pretty(call.observation)}
        </pre>
      ) : (
        <p className="text-ink-3">What the tool answers is shown here. Make a call.</p>
      )}
    </section>
  )
}

const pretty = (text: string) => JSON.stringify(JSON.parse(text), null, 2)
