import { isChosen, type StripLine, stripLines, toggleLine } from '@/lib/core/review/answer'
import type { DraftContent, Rubric } from '@/lib/core/review/wire'
import { cx } from '../ui/cx'
import { NoteField } from './note-field'
import type { Workbench } from './use-workbench'
import { type EditRule, WhatEditDoes } from './what-edit-does'

interface ReasonStripProps {
  rubric: Rubric
  draft: DraftContent
  onChange: Workbench['change']
  /** While editing: what the edit will do. */
  edit: EditRule | null
  measures: boolean
  /** Of an ambiguous answer: none is needed. */
  caution?: boolean
}

/** Why: failed criteria first, then reasons, one key each. */
export function ReasonStrip({ rubric, draft, onChange, edit, measures, caution = false }: ReasonStripProps) {
  const lines = stripLines(rubric)
  const marks = [...draft.stepMarks].sort((a, b) => a - b).map((mark) => mark + 1)
  return (
    <>
      {edit && <WhatEditDoes {...edit} />}
      <fieldset>
        <legend className="flex w-full justify-between pb-1 text-12">
          <b className="font-medium text-ink-2">
            {edit ? 'Why edit? If it helps' : caution ? 'Why with caution? If it helps' : 'Why? One or more'}
          </b>
          <span className="text-ink-3 max-md:hidden">
            {edit && 'out of the text, '}keys {pressed(lines)}
          </span>
        </legend>
        <div className="max-md:grid max-md:grid-cols-2 max-md:gap-1.5 md:border-t md:border-line">
          {lines.map((line) => {
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
                  {line.press === '-' ? '−' : line.press}
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
      <NoteField draft={draft} onChange={onChange} measures={measures} />
    </>
  )
}

/** "1 to 5", "1 to 9, 0, −": the digits, and then the keys right of them. */
function pressed(lines: readonly StripLine[]): string {
  const rest = lines.slice(9).map(({ press }) => (press === '-' ? '−' : press))
  return [`1 to ${Math.min(9, lines.length)}`, ...rest].join(', ')
}
