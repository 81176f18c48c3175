import type { StripLine } from './answer'
import type { BenchState } from './bench-state'
import type { LabelLine } from './label'
import type { QuestionLine } from './questions'
import type { DecisionName } from './wire'

/** What a key means on the review screen. Pure: where the key was pressed and what is open arrive as facts. */

export interface KeyPress {
  /** `KeyboardEvent.key`. */
  key: string
  /** ⌘ or Ctrl is held. */
  command: boolean
  repeat: boolean
  /** An input method is putting a character together. */
  composing: boolean
  /** No field, dialog, modifier or input method wants it. */
  plain: boolean
  /** Where the focus is, as far as it matters. */
  place: 'page' | 'field' | 'control' | 'dialog'
}

export interface KeyView {
  panel: BenchState['panel']
  /** An answered item is looked at. */
  answered: boolean
  study: boolean
  /** AMBIGUOUS is among the answers. */
  ambiguous?: boolean
  lines: readonly StripLine[]
  /** The rubric has questions that decide nothing. */
  questions?: boolean
  /** Of a response: its labels, picked at any time. Empty for other stages. */
  labels: readonly LabelLine[]
  /** Only these are answered. Left out, or empty: a text is judged. */
  asks?: readonly QuestionLine[]
}

export type BenchCommand =
  | { do: 'decide'; decision: DecisionName }
  | { do: 'open'; panel: 'REASONS' | 'CAUTION' | 'EDIT' }
  | { do: 'close' }
  | { do: 'leaveField' }
  | { do: 'toggle'; line: StripLine }
  | { do: 'skip' | 'flag' | 'undo' | 'mark' | 'reveal' | 'raw' | 'blank' | 'link' }
  | { do: 'step' | 'look'; delta: 1 | -1 }
  | { do: 'sheet'; sheet: 'GUIDELINES' | 'KEYS' | 'EARLIER' }
  | { do: 'label'; line: LabelLine }
  | { do: 'submit' | 'unsaid' | 'views' | 'question' }
  | { do: 'next'; yes: boolean }
  | { do: 'turn'; key: string }
  | { do: 'say'; message: string }

const say = (message: string): BenchCommand => ({ do: 'say', message })

/** The command of a key; null where the key is the browser's or the field's own. */
export function keyCommand(press: KeyPress, view: KeyView): BenchCommand | null {
  if (press.composing || press.place === 'dialog') return null
  if (press.command) return press.key === 'Enter' && !press.repeat ? submitOpen(view) : null
  if (press.key === 'Escape') return leave(press, view)
  if (!press.plain || press.repeat) return null
  return (
    onQuestions(press, view) ??
    onLabels(press, view) ??
    inStrip(press, view) ??
    onPage(press.key.length === 1 ? press.key.toLowerCase() : press.key, view)
  )
}

/** ⌘/Ctrl+Enter, also while typing: whatever is open goes; with nothing open, the note alone is no decision. */
function submitOpen({ panel, labels, asks = [] }: KeyView): BenchCommand {
  if (asks.length > 0) return { do: 'decide', decision: 'ACCEPT' }
  if (panel === 'CAUTION') return { do: 'decide', decision: 'AMBIGUOUS' }
  if (labels.length > 0 && panel !== 'EDIT') return { do: 'submit' }
  if (panel === 'EDIT') return { do: 'decide', decision: 'EDIT' }
  if (panel === 'REASONS') return { do: 'decide', decision: 'REJECT' }
  return say('Choose first: A accepts, R rejects, E edits.')
}

/** Esc leaves a field, then closes an open strip; what was typed is kept. */
function leave({ place }: KeyPress, { panel }: KeyView): BenchCommand | null {
  if (place === 'field') return { do: 'leaveField' }
  return panel === 'NONE' ? null : { do: 'close' }
}

/** A number turns an answer, Y and N give the next one, Enter sends them; what would weigh the text says so. */
function onQuestions({ key, place }: KeyPress, { asks = [], answered }: KeyView): BenchCommand | null {
  if (asks.length === 0) return null
  const letter = key.toLowerCase()
  if (letter === 'l') return say('In this study links stay closed: the item’s own page would answer for you.')
  if ('arecm'.includes(letter)) return say('Here only the questions are answered: Y and N, then Enter sends them.')
  if (answered) return null
  if (letter === 'y' || letter === 'n') return { do: 'next', yes: letter === 'y' }
  if (key === 'Enter') return place === 'page' ? { do: 'decide', decision: 'ACCEPT' } : null
  const line = asks.find(({ press }) => press === key)
  return line ? { do: 'turn', key: line.key } : null
}

/** The labels of a response stand open: a number picks one, Enter sends it. */
function onLabels({ key, place }: KeyPress, view: KeyView): BenchCommand | null {
  const { panel, labels, answered } = view
  if (labels.length === 0) return null
  if (key.toLowerCase() === 'o') return others(view)
  if (answered) return null
  const line = labels.find(({ press }) => press === key)
  if (line) return { do: 'label', line }
  if (key.toLowerCase() === 'n') return { do: 'unsaid' }
  if (panel === 'CAUTION') return key === 'Enter' && place === 'page' ? { do: 'decide', decision: 'AMBIGUOUS' } : null
  const sends = (key === 'Enter' && place === 'page') || (key.toLowerCase() === 'r' && panel === 'REASONS')
  return sends && panel !== 'EDIT' ? { do: 'submit' } : null
}

/** Number keys act in an open strip only. A focused control takes Enter itself. */
function inStrip({ key, place }: KeyPress, { panel, lines }: KeyView): BenchCommand | null {
  if (panel === 'NONE') return null
  const line = lines.find(({ press }) => press === key)
  if (line) return { do: 'toggle', line }
  if (key !== 'Enter' || place !== 'page' || panel === 'EDIT') return null
  return { do: 'decide', decision: panel === 'CAUTION' ? 'AMBIGUOUS' : 'REJECT' }
}

const ALWAYS: Record<string, BenchCommand> = {
  a: { do: 'decide', decision: 'ACCEPT' },
  e: { do: 'open', panel: 'EDIT' },
  x: { do: 'decide', decision: 'ABSTAIN' },
  s: { do: 'skip' },
  f: { do: 'flag' },
  u: { do: 'undo' },
  j: { do: 'step', delta: 1 },
  k: { do: 'step', delta: -1 },
  m: { do: 'mark' },
  v: { do: 'reveal' },
  p: { do: 'raw' },
  l: { do: 'link' },
  g: { do: 'sheet', sheet: 'GUIDELINES' },
  b: { do: 'blank' },
  ArrowLeft: { do: 'look', delta: -1 },
  ArrowRight: { do: 'look', delta: 1 },
  '?': { do: 'sheet', sheet: 'KEYS' },
}

function onPage(key: string, view: KeyView): BenchCommand | null {
  if (key === 'r') {
    return view.panel === 'REASONS' ? { do: 'decide', decision: 'REJECT' } : { do: 'open', panel: 'REASONS' }
  }
  if (key === 'c' && view.ambiguous) {
    return view.panel === 'CAUTION' ? { do: 'decide', decision: 'AMBIGUOUS' } : { do: 'open', panel: 'CAUTION' }
  }
  if (key === 'd') return earlier(view)
  if (key === 'y' && view.questions) return view.answered ? null : { do: 'question' }
  return Object.hasOwn(ALWAYS, key) ? (ALWAYS[key] ?? null) : null
}

/** Detector, judge models and other people open as earlier texts do. */
function others({ answered, study }: KeyView): BenchCommand {
  if (study) return say('In this queue other views stay closed.')
  return answered ? { do: 'views' } : say('Other views open after your label: ← goes back to the last one.')
}

function earlier({ answered, study }: KeyView): BenchCommand {
  if (study) return say('In this queue earlier texts stay closed.')
  if (answered) return { do: 'sheet', sheet: 'EARLIER' }
  return say('Earlier texts open after you have judged: ← goes back to the last one.')
}
