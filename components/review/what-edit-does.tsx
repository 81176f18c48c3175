import { type VerdictKind, VerdictMark } from '../ui/verdict'

export interface EditRule {
  slots: number
  /** An item may need fewer judgments than it has slots. */
  stopsEarly: boolean
  editCountsAs: 'ACCEPT' | 'REJECT'
  /** Answers only measure: nothing that is said here changes a text. */
  measures: boolean
}

/** What becomes of an edit: it is a proposal, and others judge it. */
export function WhatEditDoes({ slots, stopsEarly, editCountsAs, measures }: EditRule) {
  const rejects = editCountsAs === 'REJECT'
  if (measures)
    return (
      <p className="text-12 text-ink-3 max-md:hidden">
        Kept as a remark: here answers only measure, and no text changes. It counts as{' '}
        {rejects ? 'a reject' : 'an accept'} of the text as it stands.
      </p>
    )
  return (
    <section className="max-md:hidden">
      <h3 className="mb-2">Saves a proposal, judged by others</h3>
      <ol className="relative grid gap-2 before:absolute before:top-2 before:bottom-3 before:left-[5.5px] before:w-px before:bg-line-2">
        <Stage mark={rejects ? 'FAILED' : 'PASSED'} title="The text as it was made">
          {rejects ? 'your edit counts as a reject of it' : 'in this queue your edit counts as an accept of it'}
        </Stage>
        <Stage mark="OPEN" title="Your proposal">
          {slots === 1
            ? 'settled with your judgment'
            : `nobody sees it until ${stopsEarly ? 'all' : `the ${slots}`} judgments are in`}
        </Stage>
        <Stage mark="OPEN" title="If the original fails">
          yours becomes current; others judge it, not you
        </Stage>
      </ol>
    </section>
  )
}

function Stage({ mark, title, children }: { mark: VerdictKind; title: string; children: string }) {
  return (
    <li className="relative pl-5">
      <VerdictMark
        verdict={mark}
        label={null}
        className="absolute top-1 left-0 bg-paper shadow-[0_0_0_2px_var(--paper)]"
      />
      <span className="font-medium">{title}</span>
      <p className="text-12 text-ink-3">{children}</p>
    </li>
  )
}
