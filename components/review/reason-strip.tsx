import { isChosen, stripLines, toggleLine } from '@/lib/core/review/answer'
import type { DraftContent, Rubric } from '@/lib/core/review/wire'
import { cx } from '../ui/cx'
import { NoteField } from './note-field'
import type { Workbench } from './use-workbench'

interface ReasonStripProps {
  rubric: Rubric
  draft: DraftContent
  onChange: Workbench['change']
  editing: boolean
}

/** Why: failed criteria first, then reasons, one key each. */
export function ReasonStrip({ rubric, draft, onChange, editing }: ReasonStripProps) {
  const marks = [...draft.stepMarks].sort((a, b) => a - b).map((mark) => mark + 1)
  return (
    <>
      {editing && (
        <p className="text-12 leading-[18px] text-ink-2">
          Saves a proposal, judged by others. Your edit counts against the text as it was made; nobody sees your
          proposal until all judgments are in.
        </p>
      )}
      <fieldset>
        <legend className="flex w-full justify-between pb-1 text-12">
          <b className="font-medium text-ink-2">{editing ? 'Why edit? If it helps' : 'Why? One or more'}</b>
          <span className="text-ink-3 max-md:hidden">{editing ? 'out of the text, click' : 'keys 1 to 9, 0, −'}</span>
        </legend>
        <div className="max-md:grid max-md:grid-cols-2 max-md:gap-1.5 md:border-t md:border-line">
          {stripLines(rubric).map((line) => {
            const chosen = isChosen(draft, line)
            return (
              <label
                key={`${line.kind}.${line.key}`}
                className={cx(
                  'grid min-h-7 cursor-pointer grid-cols-[16px_1fr] items-center gap-1.5 py-0.5 hover:bg-well md:grid-cols-[20px_16px_1fr_auto] md:border-b md:border-line',
                  'max-md:min-h-11 max-md:rounded-1 max-md:border max-md:border-line-2 max-md:bg-sheet max-md:px-2',
                  chosen && 'font-medium max-md:border-failed max-md:shadow-[inset_0_0_0_1px_var(--failed)]',
                )}
              >
                <span aria-hidden="true" className="text-center text-12 text-ink-3 max-md:hidden">
                  {editing ? '' : line.press}
                </span>
                <input
                  type="checkbox"
                  checked={chosen}
                  onChange={() => onChange((current) => toggleLine(current, line))}
                  className="size-3.5 accent-(--ink)"
                />
                <span>{line.label}</span>
                {chosen && line.kind === 'reason' && marks.length > 0 && (
                  <span className="text-12 font-normal text-ink-2 max-md:hidden">step {marks.join(', ')}</span>
                )}
              </label>
            )
          })}
        </div>
      </fieldset>
      <NoteField draft={draft} onChange={onChange} />
    </>
  )
}
