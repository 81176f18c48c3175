import type { ChainContent } from '@/lib/core/chain/content'
import type { ResponseLabel } from '@/lib/core/compliance/labels'
import type { PlumblineChain, PlumblineInstruction, PlumblineResponse } from '@/lib/core/export/plumbline-jsonl'
import type { InstructionContent } from '@/lib/core/instruction/content'
import type { ItemContent } from '@/lib/core/item/content'
import type { ResponseContent } from '@/lib/core/trajectory/content'
import type { AcceptedItem } from './read-accepted'

/** Reviewers as "r1", "r2" … in order of appearance: the same person within a file, nobody outside it. */
export class Pseudonyms {
  private readonly names = new Map<string, string>()

  of(reviewerId: string): string {
    const name = this.names.get(reviewerId) ?? `r${this.names.size + 1}`
    this.names.set(reviewerId, name)
    return name
  }
}

export const describeChain = (chain: AcceptedItem<ChainContent>, names: Pseudonyms): PlumblineChain => ({
  format: 'plumbline-chain/1',
  category: chain.category,
  ...chain.content,
  ...provenance(chain, names),
})

export const describeInstruction = (
  instruction: AcceptedItem<InstructionContent>,
  names: Pseudonyms,
): PlumblineInstruction => ({
  format: 'plumbline-instruction/1',
  category: instruction.category,
  ...instruction.content,
  ...provenance(instruction, names),
  ...(instruction.intent === 'BORDERLINE' && { split: instruction.split }),
  chain: instruction.chain,
  ...origins(instruction),
})

interface Pin {
  item: number
  revision: number
  hash: string
}
/** What a response's line says beyond what every line does. */
export interface AcceptedResponse extends AcceptedItem<ResponseContent> {
  label: ResponseLabel | null
  quarantined: boolean
  pattern: string[]
  instruction: Pin | null
  behind: Pin | null
}

export function describeResponse(response: AcceptedResponse, names: Pseudonyms): PlumblineResponse {
  const { judgments, ...shared } = provenance(response, names)
  return {
    format: 'plumbline-response/1',
    category: response.category,
    ...response.content,
    ...shared,
    judgments: judgments.map((judgment, index) => {
      const { label, compliesFrom } = response.judgments[index]!
      return { ...judgment, label, compliesFrom }
    }),
    ...(response.intent === 'BORDERLINE' && { split: response.split }),
    label: response.label,
    quarantined: response.quarantined,
    pattern: response.pattern,
    instruction: response.instruction,
    chain: response.behind,
    ...origins(response),
  }
}

/** Lines of the project's own texts say nothing of either. */
const origins = ({ source, source_id: id, licence }: AcceptedItem<ItemContent>) => ({
  ...(source !== null && { source: { name: source, id } }),
  ...(licence !== null && { licence }),
})

const provenance = (item: AcceptedItem<ItemContent>, names: Pseudonyms) => ({
  intent: item.intent,
  item: item.number,
  origin: item.origin,
  model: item.model,
  revision: {
    number: item.revision_number,
    attempt: item.attempt,
    author: item.author_kind,
    hash: item.content_hash,
  },
  verdict: 'PASSED' as const,
  rule: item.rule,
  judgments: item.judgments.map(({ reviewerId, decision, counted, criteria, reasons }) => ({
    reviewer: names.of(reviewerId),
    decision,
    counted,
    criteria,
    reasons,
  })),
  adjudication: item.adjudication,
})
