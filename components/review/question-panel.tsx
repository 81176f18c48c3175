import type { MouseEvent } from 'react'
import { questionLines } from '@/lib/core/review/questions'
import type { DraftContent, Rubric } from '@/lib/core/review/wire'
import { Button } from '../ui/button'
import { cx } from '../ui/cx'
import { Kbd } from '../ui/kbd'
import { Segment } from '../ui/segment'
import { NoteField } from './note-field'
import { once } from './once'
import type { Workbench } from './use-workbench'

const ANSWERS = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
] as const

interface QuestionPanelProps {
  bench: Workbench
  draft: DraftContent
  rubric: Rubric
}

/** Where only questions are answered: all of them, yes or no, and nothing that weighs the text. */
export function QuestionPanel({ bench, draft, rubric }: QuestionPanelProps) {
  const { state, change } = bench
  const lines = questionLines(rubric)
  const answered = lines.filter(({ key }) => key in draft.criteria).length
  // Asked to send, and something lacked.
  const pointed = state.panel === 'REASONS'
  return (
    <>
      <div data-enter-sends="">
        <p className="flex justify-between gap-2 border-line text-12 md:border-b md:pb-1">
          <b className="font-medium text-ink-2">Yes or no, each by itself</b>
          <span className="text-ink-3">
            {answered} of {lines.length} answered
          </span>
        </p>
        <ol aria-label="The questions">
          {lines.map(({ key, label, question, press }) => {
            const said = draft.criteria[key]
            return (
              <li
                key={key}
                className={cx(
                  'grid gap-1.5 border-b border-line py-2.5 max-md:py-1.5',
                  pointed && said === undefined && 'border-l-2 border-l-brass-mark bg-brass-wash pl-2.5',
                )}
              >
                <p className="flex items-baseline gap-2">
                  <Kbd>{press}</Kbd> {question}
                </p>
                <div className="flex items-center gap-2.5 md:pl-6">
                  <Segment
                    label={`${label}: ${question}`}
                    options={ANSWERS}
                    value={said === undefined ? null : said ? 'yes' : 'no'}
                    onChange={(value) =>
                      change((current) => ({ ...current, criteria: { ...current.criteria, [key]: value === 'yes' } }))
                    }
                  />
                  {said === undefined && (
                    <span className={cx('text-12', pointed ? 'font-medium text-brass' : 'text-ink-3')}>
                      not answered yet
                    </span>
                  )}
                </div>
              </li>
            )
          })}
        </ol>
        <p className="pt-1.5 text-12 text-ink-3 max-md:hidden">
          <Kbd>Y</Kbd> <Kbd>N</Kbd> answer the next one, <Kbd>1</Kbd> to <Kbd>{`${lines.length}`}</Kbd> change one.
        </p>
      </div>
      <Acts bench={bench} />
      <NoteField draft={draft} onChange={change} measures />
    </>
  )
}

function Acts({ bench: { decide, letGo, undo } }: Pick<QuestionPanelProps, 'bench'>) {
  const acts: [key: string, word: string, title: string, act: (event: MouseEvent) => void][] = [
    ['X', 'Abstain', 'Fills your slot, answers nothing', once(() => decide('ABSTAIN'))],
    ['S', 'Skip', 'Not now: it comes back last', once(() => letGo('skip'))],
    ['F', 'Flag', 'To a lead: nobody is served it meanwhile', once(() => letGo('flag'))],
    ['U', 'Undo', 'Takes your last answers back', () => void undo()],
  ]
  return (
    <div className="-mx-2 flex flex-wrap gap-x-1">
      {acts.map(([key, word, title, act]) => (
        <Button key={key} variant="bare" size="sm" title={title} aria-keyshortcuts={key} onClick={act}>
          {word} <Kbd>{key}</Kbd>
        </Button>
      ))}
    </div>
  )
}
