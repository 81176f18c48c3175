import type { DraftContent } from '@/lib/core/review/wire'
import type { Workbench } from './use-workbench'

type Change = Workbench['change']

interface NoteFieldProps {
  draft: DraftContent
  onChange: Change
  /** Answers only measure: nothing is written again here. */
  measures: boolean
}

export function NoteField({ draft, onChange, measures }: NoteFieldProps) {
  return (
    <label className="grid gap-1">
      <span className="flex justify-between text-12">
        <b className="font-medium text-ink-2">Note</b>
        <span className="text-ink-3">
          {measures ? 'kept with your answer' : 'goes into the next prompt as written'}
        </span>
      </span>
      <textarea
        className="field resize-y"
        rows={2}
        maxLength={10_000}
        value={draft.note}
        onChange={(event) => {
          const note = event.currentTarget.value
          onChange((current) => ({ ...current, note }))
        }}
      />
    </label>
  )
}
