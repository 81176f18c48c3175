import type { DraftContent, Rubric } from '@/lib/core/review/wire'
import { Segment } from '../ui/segment'
import type { Workbench } from './use-workbench'

const ANSWERS = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
] as const

/** The rubric's questions. Met unless said otherwise: an accept says yes to all. */
export function Criteria({
  rubric,
  draft,
  onChange,
}: {
  rubric: Rubric
  draft: DraftContent
  onChange: Workbench['change']
}) {
  return (
    <ul className="max-md:hidden">
      {rubric.criteria.map(({ key, label, question }) => (
        <li key={key} className="flex min-h-8 items-center gap-2 border-b border-line" title={question}>
          <span>{label}</span>
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
