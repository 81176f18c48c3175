'use client'
import { useCallback, useEffect, useState } from 'react'
import type { ResponseContent } from '@/lib/core/trajectory/content'
import { stepCount } from '@/lib/core/trajectory/words'
import { isPlainKey } from '../layout/is-plain-key'
import { ButtonLink } from '../ui/button-link'
import { Kbd } from '../ui/kbd'
import { copyStepLink } from './copy-step-link'
import { RawSwitch } from './raw-switch'
import { RunOutline } from './run-outline'
import { RunWords } from './run-words'
import { StepStrip } from './step-strip'
import { type Detector, TrajectoryView } from './trajectory-view'
import { WorldLine } from './world-line'

interface ReadResponseProps {
  content: ResponseContent
  compliesFrom: number | null
  detector: Detector | null
  /** The form of a run that writes it anew; null to those who may not. */
  regenerateHref: string | null
}

/** A response on its own page: read by the same keys as where it is judged; a step has an address. */
export function ReadResponse({ content, compliesFrom, detector, regenerateHref }: ReadResponseProps) {
  const [raw, setRaw] = useState(false)
  const [said, setSaid] = useState<string | null>(null)
  const { step, toStep } = useAddressedStep(stepCount(content))
  useReadingKeys({
    step,
    toStep,
    onRaw: () => setRaw((on) => !on),
    onLink: () => void copyStepLink(location.pathname, Math.max(0, step)).then(setSaid),
  })
  return (
    <article aria-label="The response" className="rounded-1 border border-line bg-sheet">
      <header className="sticky top-(--top) z-10 flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-sheet px-4 py-2 max-md:px-3">
        <h2>
          <RunWords content={content} />
        </h2>
        <span className="ml-auto flex items-center gap-3 text-12 text-ink-3">
          <span className="max-md:hidden">
            Step <Kbd>J</Kbd> <Kbd>K</Kbd> &ensp; Link <Kbd>L</Kbd>
          </span>
          <RawSwitch raw={raw} onRaw={() => setRaw((on) => !on)} />
        </span>
      </header>
      <details className="border-b border-line px-4 py-1.5 max-md:hidden">
        <summary className="cursor-pointer text-12 text-ink-2">Outline</summary>
        <div className="px-2 py-1.5">
          <RunOutline content={content} current={step} compliesFrom={compliesFrom} onStep={toStep} />
        </div>
      </details>
      <StepStrip content={content} current={step} compliesFrom={compliesFrom} onStep={toStep} />
      {said && (
        <p role="status" className="border-b border-line px-4 py-1 text-12 text-ink-2">
          {said}
        </p>
      )}
      <WorldLine world={content.world} />
      <TrajectoryView
        content={content}
        current={step}
        raw={raw}
        compliesFrom={compliesFrom}
        marksBy="reviewers"
        detector={detector}
        onStep={toStep}
      />
      {regenerateHref && (
        <footer className="flex flex-wrap items-center gap-3 border-t border-line px-4 py-2">
          {step >= 0 && (
            <ButtonLink size="sm" prefetch={false} href={`${regenerateHref}&from=${step + 1}`}>
              Write anew from step {step + 1}, with a reason
            </ButtonLink>
          )}
          <span className="text-12 text-ink-3">
            {step >= 0
              ? 'What stands before it is kept; a run writes the rest.'
              : 'Go to a step to have the response written anew from there.'}
          </span>
        </footer>
      )}
    </article>
  )
}

/** The step in the address, and the way to another. −1: none is looked at. */
function useAddressedStep(count: number) {
  const [step, setStep] = useState(-1)
  const toStep = useCallback(
    (next: number) => {
      const at = Math.min(Math.max(0, next), count - 1)
      if (at < 0) return
      setStep(at)
      history.replaceState(null, '', `#step-${at + 1}`)
    },
    [count],
  )
  useEffect(() => {
    const follow = () => {
      const asked = /^#step-(\d{1,4})$/.exec(location.hash)?.[1]
      if (asked) toStep(Number(asked) - 1)
    }
    follow()
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [toStep])
  // A step further down stands in the page once it is the one that is looked at.
  useEffect(() => {
    if (step >= 0) document.getElementById(`step-${step + 1}`)?.scrollIntoView({ block: 'start' })
  }, [step])
  return { step, toStep }
}

interface ReadingKeys {
  step: number
  toStep: (step: number) => void
  onRaw: () => void
  onLink: () => void
}

function useReadingKeys({ step, toStep, onRaw, onLink }: ReadingKeys) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isPlainKey(event)) return
      const key = event.key.toLowerCase()
      if (key === 'j') toStep(step + 1)
      else if (key === 'k') toStep(step - 1)
      else if (key === 'p') onRaw()
      else if (key === 'l') onLink()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
}
