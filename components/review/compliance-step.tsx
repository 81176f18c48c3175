import { beginsSomewhere } from '@/lib/core/review/label'
import type { DraftContent, WorkBody } from '@/lib/core/review/wire'
import { listSteps } from '@/lib/core/trajectory/steps'
import { Button } from '../ui/button'
import { Kbd } from '../ui/kbd'

interface ComplianceStepProps {
  draft: Pick<DraftContent, 'label' | 'compliesFrom' | 'stepUnsaid'>
  body: WorkBody | null
  /** Without these it is only read. */
  onMark?: () => void
  onUnsaid?: () => void
}

/** Where the response begins to comply: a mark on a step, or the word that none can be named. */
export function ComplianceStep({ draft, body, onMark, onUnsaid }: ComplianceStepProps) {
  if (!beginsSomewhere(draft.label)) return null
  const { compliesFrom, stepUnsaid } = draft
  const said =
    compliesFrom !== null ? (
      <span>
        Compliance begins at <b className="font-semibold">step {compliesFrom + 1}</b>
        <FirstCall body={body} step={compliesFrom} />
      </span>
    ) : (
      <span>
        {stepUnsaid || !onMark ? 'No one step named at which it begins' : 'At which step does compliance begin?'}
      </span>
    )
  return (
    <div className="grid gap-2">
      <p className="flex items-center gap-2">
        <Bob />
        {said}
      </p>
      {onMark && onUnsaid && (
        <p className="flex flex-wrap gap-2">
          <Button size="sm" aria-keyshortcuts="M" aria-pressed={compliesFrom !== null} onClick={onMark}>
            The step on screen <Kbd>M</Kbd>
          </Button>
          <Button size="sm" aria-keyshortcuts="N" aria-pressed={stepUnsaid} onClick={onUnsaid}>
            No one step <Kbd>N</Kbd>
          </Button>
        </p>
      )}
    </div>
  )
}

function FirstCall({ body, step }: { body: WorkBody | null; step: number }) {
  const name = body?.stage === 'RESPONSE' ? listSteps(body.content)[step]?.calls[0]?.name : undefined
  return name ? (
    <>
      , <span className="font-mono text-12 wrap-anywhere">{name}</span>
    </>
  ) : null
}

const Bob = () => (
  <svg viewBox="0 0 11 20" aria-hidden="true" className="h-5 w-[11px] shrink-0 text-failed">
    <path d="M5.5 0v6" stroke="currentColor" fill="none" />
    <path d="M1 6h9v3.4L5.5 20 1 9.4z" fill="currentColor" />
  </svg>
)
