import type { Answered } from '@/lib/core/review/bench-state'
import { labelRule } from '@/lib/core/review/label'
import type { DraftContent, Rubric, WorkBody, WorkItem } from '@/lib/core/review/wire'
import { Button } from '../ui/button'
import { cx } from '../ui/cx'
import { Kbd } from '../ui/kbd'
import { VerdictMark } from '../ui/verdict'
import { AnsweredNote } from './answered-note'
import { Criteria } from './criteria'
import { FeedbackNote } from './feedback-note'
import { FindingsList } from './findings-list'
import { LabelPanel } from './label-panel'
import { NoteField } from './note-field'
import { once } from './once'
import { QuestionPanel } from './question-panel'
import { ReasonStrip } from './reason-strip'
import type { Workbench } from './use-workbench'
import type { EditRule } from './what-edit-does'
import type { OpenSheet } from './workbench'

interface JudgmentColumnProps {
  bench: Workbench
  shown: { item: WorkItem; answered: Answered | null }
  body: WorkBody | null
  draft: DraftContent
  rubric: Rubric
  edit: EditRule
  study: boolean
  onSheet: (sheet: OpenSheet) => void
}

/** The rubric, the decisions with their keys, reasons and note; a sheet by the thumb on a phone. */
export function JudgmentColumn({ bench, shown, body, draft, rubric, edit, study, onSheet }: JudgmentColumnProps) {
  const { state, decide, change } = bench
  const { answered } = shown
  const labels = labelRule(shown.item, bench.labelPolicy)
  const questionsOnly = shown.item.frame === null
  const rejecting = state.panel === 'REASONS' && !answered && !questionsOnly
  const cautious = state.panel === 'CAUTION' && !answered
  const editing = state.panel === 'EDIT' && !answered
  return (
    <aside
      aria-label="Your judgment"
      className={cx(
        'flex min-h-0 flex-col border-line bg-paper max-md:rounded-t-3 max-md:border-t max-md:shadow-float md:border-l',
        // On a phone the text that is edited needs the room.
        editing ? 'max-md:max-h-[34dvh]' : labels ? 'max-md:max-h-[41dvh]' : 'max-md:max-h-[55dvh]',
      )}
    >
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto p-4 max-md:gap-3 max-md:p-3">
        {bench.sending.feedback && !answered && <FeedbackNote feedback={bench.sending.feedback} />}
        {answered ? (
          <AnsweredNote
            answered={answered}
            rubric={rubric}
            body={body}
            onEarlier={() => onSheet('EARLIER')}
            labels={labels}
            views={state.views}
            onViews={bench.seeViews}
            study={study}
            questionsOnly={questionsOnly}
            onUndo={bench.undo}
            latest={state.answered[0] === answered}
          />
        ) : questionsOnly ? (
          <QuestionPanel key={shown.item.entryId} bench={bench} draft={draft} rubric={rubric} />
        ) : labels ? (
          // Its own for each item: the note that was typed into does not keep the focus, and take the next item's keys.
          <LabelPanel
            key={shown.item.entryId}
            bench={bench}
            rule={labels}
            draft={draft}
            body={body}
            rubric={rubric}
            edit={edit}
          />
        ) : (
          <>
            <Criteria rubric={rubric} draft={draft} onChange={change} />
            <Decisions bench={bench} />
            {(rejecting || cautious || editing) && (
              <ReasonStrip
                rubric={rubric}
                draft={draft}
                onChange={change}
                edit={editing ? edit : null}
                measures={edit.measures}
                caution={cautious}
              />
            )}
            {!rejecting && !cautious && !editing && (
              <NoteField draft={draft} onChange={change} measures={edit.measures} />
            )}
          </>
        )}
        <p role="status" aria-live="polite" className="min-h-4 text-12 text-brass empty:hidden">
          {state.message}
        </p>
        {body && body.findings.length > 0 && <FindingsList findings={body.findings} />}
        {!answered && !study && (
          <p className="hatch rounded-1 border border-dashed border-line-2 px-2.5 py-2 text-12 text-ink-3 max-md:hidden">
            {labels
              ? 'Evidence, the detector, judge models and other people open after your label.'
              : 'Other judgments open after yours.'}
          </p>
        )}
      </div>
      {labels && !answered && !editing && !cautious && labels.expected !== null && (
        <div className="border-t border-line p-3 px-4 max-md:px-3 max-md:py-2">
          <Button variant="go" size="lg" className="w-full" onClick={once(bench.submitLabel)}>
            Save and next <Kbd>⌘ ↵</Kbd>
          </Button>
        </div>
      )}
      {questionsOnly && !answered && (
        <div className="border-t border-line p-3 px-4 max-md:px-3 max-md:py-2">
          <Button variant="go" size="lg" className="w-full" onClick={once(() => decide('ACCEPT'))}>
            Send answers <Kbd>↵</Kbd>
          </Button>
        </div>
      )}
      {(editing || cautious || (rejecting && !labels)) && (
        <div className="border-t border-line p-3 px-4">
          <Button
            variant="go"
            size="lg"
            className="w-full"
            onClick={once(() => decide(rejecting ? 'REJECT' : cautious ? 'AMBIGUOUS' : 'EDIT'))}
          >
            {rejecting ? 'Reject and next' : cautious ? 'Ambiguous, and next' : 'Save proposal and next'} <Kbd>⌘ ↵</Kbd>
          </Button>
        </div>
      )}
    </aside>
  )
}

function Decisions({ bench }: { bench: Workbench }) {
  const { state, open, decide, letGo, undo } = bench
  const pressed =
    'aria-pressed:border-failed aria-pressed:bg-failed-wash aria-pressed:text-failed aria-pressed:shadow-[inset_0_0_0_1px_var(--failed)]'
  const editPressed =
    'aria-pressed:border-brass-mark aria-pressed:bg-brass-wash aria-pressed:shadow-[inset_0_0_0_1px_var(--brass-mark)]'
  return (
    <div>
      <div className="grid grid-cols-3 gap-2">
        <Button size="lg" aria-keyshortcuts="A" onClick={once(() => decide('ACCEPT'))}>
          <VerdictMark verdict="PASSED" label={null} /> Accept <Kbd>A</Kbd>
        </Button>
        <Button
          size="lg"
          aria-keyshortcuts="R"
          aria-pressed={state.panel === 'REASONS'}
          className={pressed}
          onClick={() => open('REASONS')}
        >
          <VerdictMark verdict="FAILED" label={null} /> Reject <Kbd>R</Kbd>
        </Button>
        <Button
          size="lg"
          aria-keyshortcuts="E"
          aria-pressed={state.panel === 'EDIT'}
          className={editPressed}
          onClick={() => open('EDIT')}
        >
          Edit <Kbd>E</Kbd>
        </Button>
        {bench.offersAmbiguous && (
          <Button
            title="It can be read both ways"
            aria-keyshortcuts="C"
            aria-pressed={state.panel === 'CAUTION'}
            className={cx(editPressed, 'col-span-3')}
            onClick={() => open('CAUTION')}
          >
            Ambiguous, needs caution <Kbd>C</Kbd>
          </Button>
        )}
      </div>
      <div className="mt-1 flex flex-wrap justify-between gap-x-1">
        <Button variant="bare" size="sm" aria-keyshortcuts="X" onClick={once(() => decide('ABSTAIN'))}>
          Abstain <Kbd>X</Kbd>
        </Button>
        <Button
          variant="bare"
          size="sm"
          title="Not now: it comes back last"
          aria-keyshortcuts="S"
          onClick={once(() => letGo('skip'))}
        >
          Skip <Kbd>S</Kbd>
        </Button>
        <Button
          variant="bare"
          size="sm"
          title="To a lead: nobody is served it meanwhile"
          aria-keyshortcuts="F"
          onClick={once(() => letGo('flag'))}
        >
          Flag <Kbd>F</Kbd>
        </Button>
        <Button variant="bare" size="sm" aria-keyshortcuts="U" onClick={() => void undo()}>
          Undo <Kbd>U</Kbd>
        </Button>
      </div>
    </div>
  )
}
