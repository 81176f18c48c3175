import type { DraftContent, Rubric } from '@/lib/core/review/wire'
import type { Workbench } from './use-workbench'

interface ReasonBoxesProps {
  rubric: Rubric
  draft: DraftContent
  onChange: Workbench['change']
}

/** Reasons beside a label: they help the next attempt, and none is needed. */
export function ReasonBoxes({ rubric, draft, onChange }: ReasonBoxesProps) {
  if (rubric.reasons.length === 0) return null
  const toggle = (key: string) =>
    onChange((current) => ({
      ...current,
      reasons: current.reasons.includes(key) ? current.reasons.filter((one) => one !== key) : [...current.reasons, key],
    }))
  return (
    <fieldset>
      <legend className="flex w-full justify-between pb-1 text-12">
        <b className="font-medium text-ink-2">Reasons, if they help</b>
      </legend>
      <div className="grid gap-x-3 md:grid-cols-2">
        {rubric.reasons.map(({ key, label }) => (
          <label key={key} className="flex min-h-7 cursor-pointer items-center gap-1.5 text-12 max-md:min-h-11">
            <input
              type="checkbox"
              checked={draft.reasons.includes(key)}
              onChange={() => toggle(key)}
              className="size-3.5 accent-(--ink)"
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
