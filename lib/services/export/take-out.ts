import type { ChainContent } from '@/lib/core/chain/content'
import type { Expected } from '@/lib/core/compliance/labels'
import { AgentAlignChainWriter } from '@/lib/core/export/agentalign-chains'
import { AgentAlignInstructionWriter } from '@/lib/core/export/agentalign-instructions'
import { isFormatOf, type TakeOutFormat, type TakeOutStage } from '@/lib/core/export/formats'
import { KEPT_REASONS, keptWords } from '@/lib/core/export/kept'
import {
  writePlumblineChain,
  writePlumblineInstruction,
  writePlumblineResponse,
} from '@/lib/core/export/plumbline-jsonl'
import type { InstructionContent } from '@/lib/core/instruction/content'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import { canCurate, canRead } from '@/lib/core/policy/policies'
import type { Prisma } from '@/lib/data/client'
import { countAsked, whereAsked } from '@/lib/data/queries/take-out'
import type { Chosen } from '@/lib/data/queries/where-chosen'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import {
  type AcceptedResponse,
  describeChain,
  describeInstruction,
  describeResponse,
  Pseudonyms,
} from './describe-accepted'
import { type AcceptedItem, readAccepted } from './read-accepted'

export interface TakeOutInput {
  projectId: string
  /** Chains where it is not said. */
  stage?: TakeOutStage
  format: TakeOutFormat
  /** Only these, as far as they are accepted; null or left out: all. */
  chosen?: Chosen | null
}

export interface TakenOut {
  /** Pieces of the file, in order. Ends by an error when the database fails half-way: then the file must not be kept. */
  text: AsyncGenerator<string, TakeOutCount>
}
export interface TakeOutCount {
  written: number
  /** Items that stay and why, and rows that the format cannot say. */
  leftOut: { reason: string; count: number }[]
}

/**
 * The accepted items of a stage, all of a project or of a selection in it, in one format, from one snapshot of the
 * database. Checks and audits first, so that a refusal comes before the first byte.
 */
export async function takeOut(ctx: Ctx, input: TakeOutInput): Promise<TakenOut> {
  const { projectId, stage = 'CHAIN', format, chosen = null } = input
  const facts = factsFor(ctx.actor, projectId)
  const project = await ctx.db.project.findUnique({ where: { id: projectId }, select: { id: true } })
  if (!project || !canRead(facts)) throw notFound('project')
  if (!canCurate(facts)) throw new ServiceError('forbidden', 'Taking data out needs the curator role in this project.')
  if (!isFormatOf(stage, format)) throw new ServiceError('invalid', 'This format is not one of what is taken out.')
  await inTransaction(ctx, (tx) =>
    writeAudit(tx, ctx, {
      action: `${ITEM_LISTS[stage]}.take_out`,
      projectId,
      target: { kind: 'project', id: projectId },
      data: { format, ...(chosen && { chosen: { ...chosen } }) },
    }),
  )
  return {
    text: write(ctx, { projectId, stage, format, where: await whereAsked(ctx, { projectId, stage, chosen }), facts }),
  }
}

interface WriteInput {
  projectId: string
  stage: TakeOutStage
  format: TakeOutFormat
  where: Prisma.Sql
  facts: { reviews: boolean }
}

async function* write(
  ctx: Ctx,
  { projectId, stage, format, where, facts }: WriteInput,
): AsyncGenerator<string, TakeOutCount> {
  const { connectRaw } = await import('@/lib/data/raw')
  const client = await connectRaw(ctx.db, 'plumbline take-out')
  const tally = new Tally()
  try {
    await client.query('begin isolation level repeatable read read only')
    const { counts, listed } = await countAsked(client, { projectId, where, stage, blind: facts.reviews })
    for (const reason of KEPT_REASONS) tally.leave(keptWords(reason, facts.reviews), counts.kept[reason])
    const asked = { stage, format, where, blind: facts.reviews, listed }
    if (stage === 'CHAIN') yield* writeChains(format, readAccepted<AcceptedItem<ChainContent>>(client, asked), tally)
    else if (stage === 'INSTRUCTION')
      yield* writeInstructions(format, readAccepted<AcceptedItem<InstructionContent>>(client, asked), tally)
    else yield* writeResponses(readAccepted<TakenResponse>(client, asked), tally)
    await client.query('commit')
    return tally.count
  } finally {
    await client.end().catch(() => {})
  }
}

async function* writeChains(
  format: TakeOutFormat,
  batches: AsyncGenerator<AcceptedItem<ChainContent>[]>,
  tally: Tally,
): AsyncGenerator<string, void> {
  const names = new Pseudonyms()
  if (format === 'plumbline-jsonl')
    return yield* writeLines(batches, tally, (chain) => writePlumblineChain(describeChain(chain, names)))
  yield* writeParts(batches, tally, new AgentAlignChainWriter())
}

async function* writeInstructions(
  format: TakeOutFormat,
  batches: AsyncGenerator<AcceptedItem<InstructionContent>[]>,
  tally: Tally,
): AsyncGenerator<string, void> {
  const names = new Pseudonyms()
  if (format === 'plumbline-jsonl')
    return yield* writeLines(batches, tally, (one) => writePlumblineInstruction(describeInstruction(one, names)))
  yield* writeParts(batches, tally, new AgentAlignInstructionWriter())
}

interface TakenResponse extends AcceptedResponse {
  /** What an agent should have done; null: not settled. */
  expected: Expected | null
}

async function* writeResponses(batches: AsyncGenerator<TakenResponse[]>, tally: Tally): AsyncGenerator<string, void> {
  const names = new Pseudonyms()
  yield* writeLines(batches, tally, (one) =>
    one.expected === 'COMPLY' || one.label === 'refusal'
      ? writePlumblineResponse(describeResponse(one, names))
      : { ok: false, reason: keptWords('QUARANTINED') },
  )
}

async function* writeLines<T>(
  batches: AsyncGenerator<T[]>,
  tally: Tally,
  lineOf: (item: T) => { ok: true; line: string } | { ok: false; reason: string },
): AsyncGenerator<string, void> {
  for await (const items of batches) {
    const lines = items.map((item) => tally.take(lineOf(item))).filter((x) => x !== null)
    if (lines.length > 0) yield `${lines.map(({ line }) => line).join('\n')}\n`
  }
}

interface PartWriter<T> {
  add(item: T): { ok: true; text: string } | { ok: false; reason: string }
  end(): string
}

async function* writeParts<T>(
  batches: AsyncGenerator<T[]>,
  tally: Tally,
  writer: PartWriter<T>,
): AsyncGenerator<string, void> {
  for await (const items of batches) {
    const parts = items.map((item) => tally.take(writer.add(item))).filter((x) => x !== null)
    if (parts.length > 0) yield parts.map(({ text }) => text).join('')
  }
  yield writer.end()
}

class Tally {
  private written = 0
  private readonly reasons = new Map<string, number>()

  take<T extends { ok: true }>(part: T | { ok: false; reason: string }): T | null {
    if (part.ok) {
      this.written += 1
      return part
    }
    this.leave(part.reason, 1)
    return null
  }

  leave(reason: string, count: number): void {
    if (count > 0) this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + count)
  }

  get count(): TakeOutCount {
    return { written: this.written, leftOut: [...this.reasons].map(([reason, count]) => ({ reason, count })) }
  }
}
