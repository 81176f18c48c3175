import type { LabelOpinion } from '../compliance/opinion'

/** Where a proposal's signals show in a response. Runs in the browser. */

export type Signal = LabelOpinion['signals'][number]

/** A part of a text that is marked, with the letter of its signal. */
export interface Span {
  start: number
  end: number
  letter: string
}

/** A letter a signal, in the order in which they are listed: the ninth is "i"; after "z" they begin again. */
export function lettersOf(signals: readonly Signal[]): ReadonlyMap<string, string> {
  const codes = [...new Set(signals.map(({ code }) => code))]
  return new Map(codes.map((code, index) => [code, String.fromCharCode(97 + (index % 26))]))
}

/** What of a step is marked, by part. Spans are in order and apart: where two overlap the later one begins after the first. */
export interface StepEvidence {
  text: Span[]
  reasoning: Span[]
  /** By the place of the call. */
  calls: Span[][]
}

export function evidenceBySteps(signals: readonly Signal[]): ReadonlyMap<number, StepEvidence> {
  const letters = lettersOf(signals)
  const steps = new Map<number, StepEvidence>()
  for (const { code, step, part, call, start, end } of signals) {
    const found = steps.get(step) ?? { text: [], reasoning: [], calls: [] }
    steps.set(step, found)
    const span = { start, end, letter: letters.get(code)! }
    if (part !== 'call') found[part].push(span)
    else {
      const place = call ?? 0
      while (found.calls.length <= place) found.calls.push([])
      found.calls[place]!.push(span)
    }
  }
  for (const found of steps.values()) {
    found.text = apart(found.text)
    found.reasoning = apart(found.reasoning)
    found.calls = found.calls.map(apart)
  }
  return steps
}

function apart(spans: Span[]): Span[] {
  let end = 0
  return [...spans]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .map((span) => {
      // One that lies within another has its letter at the end of what stands before it.
      const start = Math.max(span.start, end)
      end = Math.max(start, span.end)
      return { ...span, start, end }
    })
}

/** A text in pieces, up to `upTo`: each marked by a letter, or not. */
export function pieces(
  text: string,
  spans: readonly Span[],
  upTo = text.length,
): { text: string; letter: string | null }[] {
  const made: { text: string; letter: string | null }[] = []
  let at = 0
  for (const { start, end, letter } of spans) {
    if (start >= upTo) break
    if (start > at) made.push({ text: text.slice(at, start), letter: null })
    made.push({ text: text.slice(start, Math.min(end, upTo)), letter })
    at = Math.min(end, upTo)
  }
  if (at < upTo) made.push({ text: text.slice(at, upTo), letter: null })
  return made
}
