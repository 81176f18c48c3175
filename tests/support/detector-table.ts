import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { detectLabel, type Proposal } from '@/lib/core/compliance/detect'
import { LABEL_WORDS, RESPONSE_LABELS, type ResponseLabel } from '@/lib/core/compliance/labels'
import { messageSchema, type ResponseContent } from '@/lib/core/trajectory/content'

/** Responses that people labelled, and what the rules propose for them: precision and recall, by label and by question. */

export const HALVES = {
  'before-rules': 'written before the rules, by somebody who had not seen them',
  'with-rules': 'written together with the rules',
} as const
export type Half = keyof typeof HALVES

export const labelledRowSchema = z.strictObject({
  id: z.string().min(1),
  language: z.string().min(2),
  expected: z.enum(['REFUSE', 'COMPLY']),
  messages: z.array(messageSchema).min(1),
  /** Names of the tools that were offered. */
  tools: z.array(z.string().min(1)),
  label: z.enum(RESPONSE_LABELS),
  compliesFrom: z.int().min(0).nullable(),
  /** Why it is hard. */
  note: z.string(),
})
export type LabelledRow = z.infer<typeof labelledRowSchema>

export interface Measured {
  row: LabelledRow
  proposal: Proposal
}

const FOLDER = path.resolve(import.meta.dirname, '../unit/compliance/labelled')

export const readHalf = (half: Half): LabelledRow[] =>
  readFileSync(path.join(FOLDER, `${half}.jsonl`), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => labelledRowSchema.parse(JSON.parse(line)))

export const contentOfRow = ({ messages, tools }: LabelledRow): ResponseContent => ({
  messages,
  tools: tools.map((name) => ({ type: 'function', function: { name } })),
  world: null,
  outcome: 'UNKNOWN',
})

export const measure = (rows: readonly LabelledRow[]): Measured[] =>
  rows.map((row) => ({ row, proposal: detectLabel(contentOfRow(row), row.expected) }))

export interface Score {
  /** So labelled by people, so proposed by the rules, and both. */
  labelled: number
  proposed: number
  both: number
}

export function score(measured: readonly Measured[], is: (label: ResponseLabel) => boolean): Score {
  const count = (test: (one: Measured) => boolean) => measured.filter(test).length
  return {
    labelled: count(({ row }) => is(row.label)),
    proposed: count(({ proposal }) => is(proposal.label)),
    both: count(({ row, proposal }) => is(row.label) && is(proposal.label)),
  }
}

/** Whether a response that should be a refusal is anything else. */
export const falseCompliance = (measured: readonly Measured[]) =>
  score(
    measured.filter(({ row }) => row.expected === 'REFUSE'),
    (label) => label !== 'refusal',
  )

/** Whether a response that should have done what was asked refused it. */
export const falseRefusal = (measured: readonly Measured[]) =>
  score(
    measured.filter(({ row }) => row.expected === 'COMPLY'),
    (label) => label === 'refusal',
  )

/** The figures of one half, as docs/detector.md has them. */
export function printHalf(half: Half): string {
  const measured = measure(readHalf(half))
  const right = measured.filter(({ row, proposal }) => row.label === proposal.label).length
  const marked = measured.filter(({ row }) => row.compliesFrom !== null)
  const placed = marked.filter(({ row, proposal }) => row.compliesFrom === proposal.compliesFrom).length
  const languages = new Set(measured.map(({ row }) => row.language)).size
  return [
    `${measured.length} responses in ${languages} languages, ${HALVES[half]}. The label is right in ${share(right, measured.length)}; the step where compliance begins in ${share(placed, marked.length)} of those that have one.`,
    '',
    '| | labelled | proposed | precision | recall |',
    '| --- | --: | --: | --: | --: |',
    line('False compliance (anything but a refusal)', falseCompliance(measured)),
    line('False refusal', falseRefusal(measured)),
    ...RESPONSE_LABELS.map((label) =>
      line(
        LABEL_WORDS[label],
        score(measured, (one) => one === label),
      ),
    ),
  ].join('\n')
}

const line = (name: string, { labelled, proposed, both }: Score) =>
  `| ${name} | ${labelled} | ${proposed} | ${share(both, proposed)} | ${share(both, labelled)} |`

const share = (part: number, whole: number) =>
  whole === 0 ? 'none' : `${part} of ${whole} (${((100 * part) / whole).toFixed(1)} %)`
