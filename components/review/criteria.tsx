import type { DraftContent, Rubric } from '@/lib/core/review/wire'
import { Kbd } from '../ui/kbd'
import { Segment } from '../ui/segment'
import type { Workbench } from './use-workbench'

const ANSWERS = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
] as const

interface CriteriaProps {
  rubric: Rubric
  draft: DraftContent
  onChange: Workbench['change']
}

/** The rubric's questions. Met unless said otherwise: an accept says yes to all, but to those that decide nothing. */
export function Criteria({ rubric, draft, onChange }: CriteriaProps) {
  const [deciding, open] = [rubric.criteria.filter((one) => !one.open), rubric.criteria.filter((one) => one.open)]
  return (
    <>
      {deciding.length > 0 && <List className="max-md:hidden" criteria={deciding} {...{ draft, onChange }} />}
      {/* They have no key in the strip, so a phone shows them too. */}
      {open.length > 0 && <List criteria={open} {...{ draft, onChange }} />}
    </>
  )
}

interface ListProps extends Pick<CriteriaProps, 'draft' | 'onChange'> {
  criteria: Rubric['criteria']
  className?: string
}

function List({ criteria, draft, onChange, className }: ListProps) {
  return (
    <ul className={className}>
      {criteria.map(({ key, label, question, open }) => (
        <li key={key} className="flex min-h-8 items-center gap-2 border-b border-line" title={question}>
          <span>{label}</span>
          {open && <Kbd>Y</Kbd>}
          <span className="ml-auto">
            <Segment
              label={`${label}: ${question}`}
              options={ANSWERS}
              value={draft.criteria[key] === false ? 'no' : draft.criteria[key] === true ? 'yes' : null}
              onChange={(value) =>
                onChange((current) => ({ ...current, criteria: { ...current.criteria, [key]: value === 'yes' } }))
              }
            />
          </span>
        </li>
      ))}
    </ul>
  )
}
