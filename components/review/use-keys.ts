'use client'
import { useEffect, useRef } from 'react'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import { answerQuestion, stripLines, toggleLine } from '@/lib/core/review/answer'
import { type BenchCommand, type KeyPress, keyCommand } from '@/lib/core/review/bench-keys'
import { onScreen } from '@/lib/core/review/bench-state'
import { labelLines, labelRule } from '@/lib/core/review/label'
import { questionLines, turnAnswer } from '@/lib/core/review/questions'
import type { Rubric } from '@/lib/core/review/wire'
import { blankAndLock, followLock } from '../layout/blank-and-lock'
import { isPlainKey, isTypedInto, keyTarget } from '../layout/is-plain-key'
import { copyStepLink } from '../trajectory/copy-step-link'
import type { Workbench } from './use-workbench'
import type { OpenSheet } from './workbench'

interface Around {
  rubric: Rubric
  setSheet: (sheet: OpenSheet) => void
  lockPath: string
  study: boolean
  /** The project's own address. */
  base: string
}

/** Binds the keys once; what they do is looked up at each press, so that no press sees an older screen. */
export function useKeys(bench: Workbench, around: Around): void {
  const latest = useRef({ bench, around })
  useEffect(() => followLock(around.lockPath), [around.lockPath])
  latest.current = { bench, around }
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { bench, around } = latest.current
      const shown = onScreen(bench.state)
      const labels = shown && labelRule(shown.item, bench.labelPolicy)
      const command = keyCommand(readPress(event), {
        panel: bench.state.panel,
        answered: Boolean(shown?.answered),
        study: around.study,
        ambiguous: bench.offersAmbiguous,
        questions: around.rubric.criteria.some(({ open }) => open),
        lines: labels ? [] : stripLines(around.rubric),
        labels: labels ? labelLines(labels) : [],
        asks: shown && shown.item.frame === null ? questionLines(around.rubric) : [],
      })
      if (!command) return
      event.preventDefault()
      run(command, bench, around)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

function readPress(event: KeyboardEvent): KeyPress {
  const { key, repeat } = event
  return {
    key,
    repeat,
    command: event.metaKey || event.ctrlKey,
    composing: event.isComposing || event.keyCode === 229,
    plain: isPlainKey(event),
    place: placeOf(keyTarget(event)),
  }
}

function placeOf(target: Element | null): KeyPress['place'] {
  if (!target) return 'page'
  if (target.closest('dialog')) return 'dialog'
  if (isTypedInto(target)) return 'field'
  // The button that opened the reasons, or a label that was clicked, keeps the focus: Enter there submits, as everywhere.
  return target.closest('button, a, summary') &&
    !target.closest('[aria-keyshortcuts=R], [aria-keyshortcuts=C], [data-enter-sends]')
    ? 'control'
    : 'page'
}

function run(command: BenchCommand, bench: Workbench, { rubric, setSheet, lockPath, base }: Around): void {
  switch (command.do) {
    case 'decide':
      bench.decide(command.decision)
      break
    case 'open':
      bench.open(command.panel)
      break
    case 'close':
      bench.dispatch({ type: 'panel', panel: 'NONE' })
      break
    case 'leaveField':
      ;(document.activeElement as HTMLElement | null)?.blur()
      break
    case 'toggle':
      bench.change((draft) => toggleLine(draft, command.line))
      break
    case 'label':
      bench.label(command.line)
      break
    case 'submit':
      bench.submitLabel()
      break
    case 'views':
      void bench.seeViews()
      break
    case 'question':
      bench.change((draft) => answerQuestion(draft, rubric))
      break
    case 'next':
      bench.answerNext(command.yes)
      break
    case 'turn':
      bench.change((draft) => turnAnswer(draft, command.key))
      break
    case 'unsaid':
      bench.leaveUnsaid()
      break
    case 'skip':
    case 'flag':
      bench.letGo(command.do)
      break
    case 'undo':
      void bench.undo()
      break
    case 'mark':
      bench.markStep()
      break
    case 'reveal':
      void bench.reveal()
      break
    case 'raw':
      bench.dispatch({ type: 'raw' })
      break
    case 'link': {
      const item = onScreen(bench.state)?.item
      if (item) void copyStepLink(`${base}/${ITEM_LISTS[item.stage]}/${item.itemId}`, bench.state.step).then(bench.say)
      break
    }
    case 'blank':
      void blankAndLock(lockPath)
      break
    case 'step':
    case 'look':
      bench.dispatch({ type: command.do, delta: command.delta })
      break
    case 'sheet':
      setSheet(command.sheet)
      break
    case 'say':
      bench.say(command.message)
  }
}
