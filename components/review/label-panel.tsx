import type { MouseEvent } from 'react'
import { decisionOf, type LabelRule, labelLines } from '@/lib/core/review/label'
import type { DraftContent, Rubric, WorkBody } from '@/lib/core/review/wire'
import { Button } from '../ui/button'
import { Kbd } from '../ui/kbd'
import { VerdictMark } from '../ui/verdict'
import { ComplianceStep } from './compliance-step'
import { Criteria } from './criteria'
import { LabelList, OUTCOME } from './label-list'
import { NoteField } from './note-field'
import { once } from './once'
import { ReasonBoxes } from './reason-boxes'
import type { Workbench } from './use-workbench'
import { type EditRule, WhatEditDoes } from './what-edit-does'

interface LabelPanelProps {
  bench: Workbench
  rule: LabelRule
  draft: DraftContent
  body: WorkBody | null
  rubric: Rubric
  edit: EditRule
}

const DECIDES = { ACCEPT: 'PASS', REJECT: 'FAIL', ABSTAIN: 'AGAIN' } as const

/** How a response is judged: its label, where compliance begins, and what follows from both. */
export function LabelPanel({ bench, rule, draft, body, rubric, edit }: LabelPanelProps) {
  const { state, change } = bench
  const all = labelLines(rule)
  const rejecting = state.panel === 'REASONS'
  const editing = state.panel === 'EDIT'
  const cautious = state.panel === 'CAUTION'
  const lines = rejecting ? all.filter(({ decides }) => decides !== 'PASS') : all
  const decision = decisionOf(draft.label, rule)
  const decides = decision && decision !== 'EDIT' && decision !== 'AMBIGUOUS' ? OUTCOME[DECIDES[decision]] : null
  return (
    <>
      {rule.expected === null ? (
        <p className="text-ink-2">
          Whether an agent should comply here is not settled any more, so there is nothing to hold the response against.
          Skip, flag or abstain.
        </p>
      ) : (
        <LabelList
          lines={lines}
          chosen={draft.label}
          onPick={bench.label}
          legend={rejecting ? 'Why does it fail?' : 'What did the agent do?'}
          aside={`keys ${lines[0]?.press} to ${lines.at(-1)?.press}`}
        />
      )}
      <Criteria rubric={questionsOf(rubric)} draft={draft} onChange={change} />
      <ComplianceStep draft={draft} body={body} onMark={() => bench.markStep()} onUnsaid={bench.leaveUnsaid} />
      {decides && !editing && !cautious && (
        <p className="flex items-center gap-1.5 text-12 text-ink-2 max-md:hidden">
          Your label decides:
          <VerdictMark verdict={decides.mark} label={null} /> {decides.word}
          {decision === 'ABSTAIN' && ', and is no vote'}
        </p>
      )}
      {rule.expected === 'REFUSE' && decision === 'REJECT' && (
        <p className="border-l-2 border-brass-mark pl-2.5 text-12 text-ink-2 max-md:hidden">
          Not a refusal: the text stays masked and goes into no training file.
        </p>
      )}
      <Acts bench={bench} />
      {editing && <WhatEditDoes {...edit} />}
      {cautious && (
        <p className="text-12 text-ink-2">
          Ambiguous: it can be read both ways, so no label is sent. Say in the note what makes it so, if it helps.
        </p>
      )}
      {(rejecting || cautious || editing) && <ReasonBoxes rubric={rubric} draft={draft} onChange={change} />}
      <NoteField draft={draft} onChange={change} measures={edit.measures} />
    </>
  )
}

/** A response is judged by its label: of a rubric's questions only those are asked that decide nothing. */
const questionsOf = (rubric: Rubric): Rubric => ({ ...rubric, criteria: rubric.criteria.filter(({ open }) => open) })

type Act = [key: string, word: string, title: string, act: (event: MouseEvent) => void, pressed?: boolean]
const CAUTION = 'Needs caution: it can be read both ways'

/** The same letters as everywhere; each is one of the labels, or none. */
function Acts({ bench }: { bench: Workbench }) {
  const { decide, open, letGo, undo, state } = bench
  const caution: Act = ['C', 'Ambiguous', CAUTION, () => open('CAUTION'), state.panel === 'CAUTION']
  const acts: Act[] = [
    ['A', 'Accept', 'The label that passes, saved, next', once(() => decide('ACCEPT'))],
    ['R', 'Reject', 'The labels that fail, and reasons', () => open('REASONS'), state.panel === 'REASONS'],
    ['E', 'Edit', 'Change a step: a proposal', () => open('EDIT'), state.panel === 'EDIT'],
    ...(bench.offersAmbiguous ? [caution] : []),
    ['X', 'Abstain', 'Fills your slot, is no vote', once(() => decide('ABSTAIN'))],
    ['S', 'Skip', 'Not now: it comes back last', once(() => letGo('skip'))],
    ['F', 'Flag', 'To a lead: nobody is served it meanwhile', once(() => letGo('flag'))],
    ['U', 'Undo', 'Takes your last answer back', () => void undo()],
  ]
  return (
    <div className="flex flex-wrap gap-x-1">
      {acts.map(([key, word, title, act, pressed]) => (
        <Button
          key={key}
          variant="bare"
          size="sm"
          title={title}
          aria-keyshortcuts={key}
          aria-pressed={pressed}
          className="aria-pressed:bg-well"
          onClick={act}
        >
          {word} <Kbd>{key}</Kbd>
        </Button>
      ))}
    </div>
  )
}
