'use client'
import type { RefObject } from 'react'
import type { ResponseLabel } from '@/lib/core/compliance/labels'
import { beginsSomewhere, type LabelLine } from '@/lib/core/review/label'
import { LabelList } from '../review/label-list'
import { Button } from '../ui/button'
import { cx } from '../ui/cx'
import { Field } from '../ui/field'
import { TextArea } from '../ui/inputs'
import { Kbd } from '../ui/kbd'
import { Note } from '../ui/note'
import { VerdictMark } from '../ui/verdict'

/** PASSED, FAILED, the id of the edit that becomes the next text; of a response its label, which decides. */
export type Choice = 'PASSED' | 'FAILED' | { proposalId: string } | { label: ResponseLabel }

const chosen = (a: Choice | null, b: Choice) => a !== null && JSON.stringify(a) === JSON.stringify(b)

interface DecideProps {
  /** Of a response: its labels stand in for passing and failing. */
  labels: { lines: readonly LabelLine[]; compliesFrom: number | null; onMark: () => void } | null
  edits: { proposalId: string; reviewer: string }[]
  choice: Choice | null
  onChoose: (choice: Choice) => void
  reason: string
  onReason: (reason: string) => void
  reasonRef: RefObject<HTMLTextAreaElement | null>
  error: string | null
  busy: boolean
  onSubmit: () => void
}

/** One decision and why: the reason stays with the item, so it is asked for always. */
export function Decide({
  labels,
  edits,
  choice,
  onChoose,
  reason,
  onReason,
  reasonRef,
  error,
  busy,
  onSubmit,
}: DecideProps) {
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {labels && <Labels {...labels} choice={choice} onChoose={onChoose} />}
      <div className="grid gap-1.5" role="radiogroup" aria-label={labels ? 'Or an edit' : 'Decision'}>
        {!labels && (
          <>
            <Option shortcut="A" on={chosen(choice, 'PASSED')} onPress={() => onChoose('PASSED')}>
              <VerdictMark verdict="PASSED" label={null} /> Passes as it stands
            </Option>
            <Option shortcut="R" on={chosen(choice, 'FAILED')} onPress={() => onChoose('FAILED')}>
              <VerdictMark verdict="FAILED" label={null} /> Fails
            </Option>
          </>
        )}
        {edits.map(({ proposalId, reviewer }, index) => (
          <Option
            key={proposalId}
            shortcut={String((labels?.lines.length ?? 0) + index + 1)}
            on={chosen(choice, { proposalId })}
            onPress={() => onChoose({ proposalId })}
          >
            <span className="text-left whitespace-normal">
              Fails; edit {index + 1} by {reviewer} is the next text, and is judged anew
            </span>
          </Option>
        ))}
      </div>
      <Field label="Why" hint="Needed. It stays with the item.">
        {(control) => (
          <TextArea
            {...control}
            ref={reasonRef}
            rows={4}
            maxLength={10_000}
            value={reason}
            onChange={(event) => onReason(event.target.value)}
          />
        )}
      </Field>
      {error && <Note tone="bad">{error}</Note>}
      <Button type="submit" variant="go" size="lg" busy={busy} aria-keyshortcuts="Control+Enter Meta+Enter">
        {busy ? 'Settling…' : 'Settle, next'} <Kbd>⌘↵</Kbd>
      </Button>
    </form>
  )
}

interface LabelsProps extends NonNullable<DecideProps['labels']>, Pick<DecideProps, 'choice' | 'onChoose'> {}

function Labels({ lines, compliesFrom, onMark, choice, onChoose }: LabelsProps) {
  const label = labelOf(choice)
  return (
    <>
      <LabelList
        lines={lines}
        chosen={label}
        onPick={(line) => onChoose({ label: line.label })}
        legend="What did the agent do?"
        aside={`keys 1 to ${lines.length}`}
      />
      {beginsSomewhere(label) && (
        <p className="flex flex-wrap items-center gap-2">
          {compliesFrom === null ? 'No step named at which it begins' : `It begins at step ${compliesFrom + 1}`}
          <Button size="sm" aria-keyshortcuts="M" onClick={onMark}>
            The step on screen <Kbd>M</Kbd>
          </Button>
        </p>
      )}
    </>
  )
}

export const labelOf = (choice: Choice | null): ResponseLabel | null =>
  choice !== null && typeof choice === 'object' && 'label' in choice ? choice.label : null

interface OptionProps {
  shortcut: string
  on: boolean
  onPress: () => void
  children: React.ReactNode
}

function Option({ shortcut, on, onPress, children }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a radio with a key printed on it; the group moves by its keys.
    <button
      type="button"
      role="radio"
      aria-checked={on}
      aria-keyshortcuts={shortcut}
      onClick={onPress}
      className={cx(
        'btn !h-auto min-h-10 !justify-start py-1.5',
        on && 'border-ink! bg-raise shadow-[inset_0_0_0_1px_var(--ink)]',
      )}
    >
      {children}
      <span className="ml-auto">
        <Kbd>{shortcut}</Kbd>
      </span>
    </button>
  )
}
