'use client'
import { useEffect, useRef } from 'react'
import { stripLines, toggleLine } from '@/lib/core/review/answer'
import { onScreen } from '@/lib/core/review/bench-state'
import type { Rubric } from '@/lib/core/review/wire'
import { blankAndLock } from '../layout/blank-and-lock'
import { isPlainKey } from '../layout/is-plain-key'
import type { Workbench } from './use-workbench'
import type { OpenSheet } from './workbench'

interface Around {
  rubric: Rubric
  sheet: OpenSheet
  setSheet: (sheet: OpenSheet) => void
  lockPath: string
  study: boolean
}

/** Binds the keys once; what they do is looked up at each press, so that no press sees an older screen. */
export function useKeys(bench: Workbench, around: Around): void {
  const latest = useRef({ bench, around })
  latest.current = { bench, around }
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { bench, around } = latest.current
      if ((event.metaKey || event.ctrlKey) && event.key === 'Enter' && !event.isComposing) {
        event.preventDefault()
        return submitOpen(bench)
      }
      if (event.key === 'Escape' && leavePanel(bench, event)) return
      if (event.repeat || !isPlainKey(event)) return
      if (press(event.key.length === 1 ? event.key.toLowerCase() : event.key, bench, around, event))
        event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

/** ⌘/Ctrl+Enter, also while typing: whatever is open goes; with nothing open, the note alone is no decision. */
function submitOpen(bench: Workbench): void {
  if (bench.state.panel === 'EDIT') bench.decide('EDIT')
  else if (bench.state.panel === 'REASONS') bench.decide('REJECT')
  else bench.say('Choose first: A accepts, R rejects, E edits.')
}

/** Esc leaves a field, then closes an open strip; what was typed is kept. */
function leavePanel(bench: Workbench, event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement
  if (target.closest('dialog')) return false
  if (target.closest('input, textarea')) {
    target.blur()
    return true
  }
  if (bench.state.panel === 'NONE') return false
  bench.dispatch({ type: 'panel', panel: 'NONE' })
  return true
}

/** Returns whether the key meant something here. */
function press(key: string, bench: Workbench, around: Around, event: KeyboardEvent): boolean {
  const { state, dispatch } = bench
  if (state.panel === 'REASONS') {
    const line = stripLines(around.rubric).find(({ press }) => press === key)
    if (line) {
      bench.change((draft) => toggleLine(draft, line))
      return true
    }
    // A focused button takes Enter itself.
    if (key === 'Enter' && !(event.target as HTMLElement).closest('button, a, summary')) {
      bench.decide('REJECT')
      return true
    }
  }
  const act = ACTS[key]
  if (!act) return false
  act({ bench, around, state, dispatch })
  return true
}

type Act = (on: {
  bench: Workbench
  around: Around
  state: Workbench['state']
  dispatch: Workbench['dispatch']
}) => void

const ACTS: Record<string, Act> = {
  a: ({ bench }) => bench.decide('ACCEPT'),
  r: ({ bench, state }) => {
    const shown = onScreen(state)
    if (state.panel === 'REASONS' || shown?.answered) bench.decide('REJECT')
    else bench.open('REASONS')
  },
  e: ({ bench }) => bench.open('EDIT'),
  x: ({ bench }) => bench.decide('ABSTAIN'),
  s: ({ bench }) => bench.letGo('skip'),
  f: ({ bench }) => bench.letGo('flag'),
  u: ({ bench }) => void bench.undo(),
  j: ({ dispatch }) => dispatch({ type: 'step', delta: 1 }),
  k: ({ dispatch }) => dispatch({ type: 'step', delta: -1 }),
  m: ({ bench }) => bench.markStep(),
  v: ({ bench }) => void bench.reveal(),
  p: ({ dispatch }) => dispatch({ type: 'raw' }),
  g: ({ around }) => around.setSheet('GUIDELINES'),
  b: ({ around }) => blankAndLock(around.lockPath),
  d: ({ bench, state, around }) => {
    if (around.study) bench.say('In a study earlier texts stay closed.')
    else if (onScreen(state)?.answered) around.setSheet('EARLIER')
    else bench.say('Earlier texts open after you have judged: ← goes back to the last one.')
  },
  ArrowLeft: ({ dispatch }) => dispatch({ type: 'look', delta: -1 }),
  ArrowRight: ({ dispatch }) => dispatch({ type: 'look', delta: 1 }),
  '?': ({ around }) => around.setSheet('KEYS'),
}
