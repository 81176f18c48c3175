import type { JsonObject } from '../../record/conversation'
import type { PlumblineChain, PlumblineInstruction, PlumblineResponse } from '../plumbline-jsonl'

export type JudgedLine = PlumblineChain | PlumblineInstruction | PlumblineResponse

type OfResponse = NonNullable<PlumblineResponse['judgments']>[number]

/**
 * A row for each judgment: `item`, `reviewer` (a pseudonym) and `label` (the decision) as `plumbline agreement` reads
 * them, and the rest of what was said. Items are named by the hash of the text that was judged where they have no number.
 */
export function judgmentRows(line: JudgedLine): JsonObject[] {
  const item = nameOf(line)
  const shared = {
    ...{ item, revision: line.revision?.hash ?? null, stage: line.format.slice('plumbline-'.length, -'/1'.length) },
    ...{ intent: line.intent?.toLowerCase() ?? null, verdict: line.verdict?.toLowerCase() ?? null },
    adjudicated: line.adjudication?.outcome.toLowerCase() ?? null,
  }
  return (line.judgments ?? []).map((judgment) => {
    const { reviewer, decision, counted, criteria, reasons } = judgment
    const { label = null, compliesFrom = null } = judgment as OfResponse
    return {
      ...{ item: shared.item, reviewer, label: decision.toLowerCase(), counted, response_label: label },
      ...{ complies_from: compliesFrom, criteria, reasons, ...withoutItem(shared) },
    }
  })
}

const withoutItem = ({ item: _, ...rest }: JsonObject): JsonObject => rest

export const nameOf = ({ item, revision }: JudgedLine): string | number => item ?? revision?.hash ?? 'unnamed'

/** The same as a table for statistics packages: an item a row, a reviewer a column. RFC 4180, with a line for the names. */
export class WideJudgments {
  constructor(private readonly reviewers: readonly string[]) {}

  begin = (): string => csv(['item', 'revision', 'verdict', ...this.reviewers])

  /** Judgments that did not count are left out; a reviewer who did not judge has an empty cell. */
  row(line: JudgedLine): string {
    const said = new Map(line.judgments?.filter(({ counted }) => counted).map((one) => [one.reviewer, one]))
    const cells = this.reviewers.map((reviewer) => {
      const judgment = said.get(reviewer)
      return judgment ? judgment.decision.toLowerCase() : ''
    })
    return csv([String(nameOf(line)), line.revision?.hash ?? '', line.verdict?.toLowerCase() ?? '', ...cells])
  }
}

const csv = (cells: readonly string[]) => `${cells.map(cell).join(',')}\r\n`

/** Quoted where it must be; what a spreadsheet would take for a formula gets a quote in front of it. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
