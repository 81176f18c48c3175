import type { LabelOpinion } from '../compliance/opinion'
import type { ResponseContent } from './content'
import { joinSteps, type Step } from './steps'

/** Where a proposal's signals show in a response. Runs in the browser. */

export type Signal = LabelOpinion['signals'][number]

/** A part of a text that is marked, with the letter of its signal. */
export interface Span {
  start: number
  end: number
  letter: string
}

/** A judge's quote, held against what the response says. */
export interface FoundQuote {
  quote: string
  /** Where it stands, as a signal of `code`; null: the response does not say it. */
  at: Signal | null
}

/**
 * Where a judge's quotes stand, word for word but for white space: in the step that it names, or, where that does not say
 * it, in the first that does. Only words of the model are looked through; a quote of a result is not its own.
 */
export function findQuotes(
  { messages }: Pick<ResponseContent, 'messages'>,
  quotes: LabelOpinion['quotes'],
  code: string,
): FoundQuote[] {
  const { steps } = joinSteps({ messages })
  return quotes.map(({ step, quote }) => {
    const wanted = quote.trim().split(/\s+/).filter(Boolean).map(literal).join('\\s+')
    if (wanted === '') return { quote, at: null }
    const named = steps.filter(({ index }) => index === step)
    for (const place of [...named, ...steps]) {
      const at = findIn(place, new RegExp(wanted, 'u'))
      if (at) return { quote, at: { code, step: place.index, ...at } }
    }
    return { quote, at: null }
  })
}

function findIn({ text, reasoning, calls }: Step, wanted: RegExp): Omit<Signal, 'code' | 'step'> | null {
  for (const [part, said] of [
    ['text', text],
    ['reasoning', reasoning],
  ] as const) {
    const found = wanted.exec(said)
    if (found) return { part, start: found.index, end: found.index + found[0].length }
  }
  for (const [call, { name, arguments: given }] of calls.entries()) {
    const found = wanted.exec(given)
    if (found) return { part: 'call', call, start: found.index, end: found.index + found[0].length }
    if (wanted.test(name)) return { part: 'call', call, start: 0, end: 0 }
  }
  return null
}

const literal = (word: string) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** What is marked once other views may be read: the detector's signals, and of each judge the quotes that are there. */
export function evidenceOf(
  content: Pick<ResponseContent, 'messages'>,
  {
    detector,
    judges,
  }: { detector: Pick<LabelOpinion, 'signals'> | null; judges: readonly Pick<LabelOpinion, 'quotes'>[] },
): { signals: Signal[]; quotes: FoundQuote[][] } {
  const quotes = judges.map((judge, place) => findQuotes(content, judge.quotes, `judge.${place}`))
  const found = quotes.flat().flatMap(({ at }) => at ?? [])
  return { signals: [...(detector?.signals ?? []), ...found], quotes }
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
