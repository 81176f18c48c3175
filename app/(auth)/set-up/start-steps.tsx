import type { ReactNode } from 'react'
import { Kbd } from '@/components/ui/kbd'
import type { StartReport } from '@/lib/server/start-report'

const TIME = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' })
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Beside the form: what the start has done, and what comes next. */
export function StartSteps({ report, linkExpiresAt }: { report: StartReport | null; linkExpiresAt: Date }) {
  return (
    <>
      <section className="grid gap-2">
        <h2>What npm start has done</h2>
        <ol>
          {report?.steps.map((step) => (
            <Row key={step.name} mark="✓" aside={`${step.seconds.toFixed(1)} s`}>
              {capital(step.name)}
            </Row>
          ))}
          <Row mark="○" aside="you">
            First account
            <span className="block text-12 text-ink-3">
              this page; the link works once, until {TIME.format(linkExpiresAt)}
            </span>
          </Row>
        </ol>
      </section>
      <section className="grid gap-3 text-12 text-ink-2">
        <h2 className="text-13 text-ink">Then</h2>
        <p>Bring your own chains, tools and taxonomy from Import whenever you like.</p>
        <p>
          Some material in this work describes harm. Category and severity come before the text, you choose what you
          see, and Blank screen <Kbd>B</Kbd> hides it at once.
        </p>
      </section>
    </>
  )
}

function Row({ mark, aside, children }: { mark: string; aside: string; children: ReactNode }) {
  return (
    <li className="grid grid-cols-[20px_1fr_auto] items-baseline gap-2 border-b border-line py-1.5">
      <span aria-hidden="true" className="text-ink-3">
        {mark}
      </span>
      <span>{children}</span>
      <span className="text-12 text-ink-3">{aside}</span>
    </li>
  )
}
