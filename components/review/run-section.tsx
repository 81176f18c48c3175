import type { ResponseContent } from '@/lib/core/trajectory/content'
import { RunOutline } from '../trajectory/run-outline'
import { RunWords } from '../trajectory/run-words'
import { Kbd } from '../ui/kbd'

interface RunSectionProps {
  content: ResponseContent
  step: number
  compliesFrom: number | null
  toStep: (step: number) => void
  links: boolean
}

/** The outline of the response on screen, with the keys that go through it. */
export const RunSection = ({ content, step, compliesFrom, toStep, links }: RunSectionProps) => (
  <section>
    <h3 className="mb-1.5">
      <RunWords content={content} />
    </h3>
    <RunOutline content={content} current={step} compliesFrom={compliesFrom} onStep={toStep} />
    <p className="mt-2 text-12 text-ink-3 max-md:hidden">
      Step <Kbd>J</Kbd> <Kbd>K</Kbd>
      {links && (
        <>
          {' '}
          &ensp; Link to this step <Kbd>L</Kbd>
        </>
      )}
    </p>
  </section>
)
