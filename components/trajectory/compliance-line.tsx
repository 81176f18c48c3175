import { Button } from '../ui/button'
import { Kbd } from '../ui/kbd'
import { Bob } from './bob'
import type { Detector } from './trajectory-view'

interface ComplianceLineProps {
  /** From 0. */
  step: number
  by: 'you' | 'reviewers'
  detector: Detector | null
  onMark: ((step: number) => void) | null
}

/** Drawn before the step at which the response begins to comply. */
export function ComplianceLine({ step, by, detector, onMark }: ComplianceLineProps) {
  const whose = by === 'you' ? 'your mark' : 'a reviewer’s mark'
  return (
    <li className="flex min-h-7 flex-wrap items-center gap-x-2.5 border-t border-line bg-failed-wash pr-4 pl-4 text-failed max-md:px-3 md:pr-6">
      <span className="flex w-[60px] justify-end max-md:w-auto">
        <Bob className="text-failed" />
      </span>
      <span className="pl-1.5 text-12 font-semibold">Compliance begins here</span>
      <span className="text-12 max-md:hidden">
        {whose}, step {step + 1}
      </span>
      {detector && <span className="ml-auto text-12">{detectorSays(detector, step)}</span>}
      {onMark && (
        <Button
          variant="bare"
          size="sm"
          className="ml-auto text-failed"
          title="Takes the mark away; M marks the step that is looked at"
          onClick={() => onMark(step)}
        >
          Take it away <Kbd>M</Kbd>
        </Button>
      )}
    </li>
  )
}

function detectorSays({ compliesFrom }: Detector, step: number): string {
  if (compliesFrom === null) return 'the detector sees no such step'
  return compliesFrom === step ? `the detector says step ${step + 1} too` : `the detector says step ${compliesFrom + 1}`
}
