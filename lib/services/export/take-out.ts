import { AgentAlignChainWriter } from '@/lib/core/export/agentalign-chains'
import type { TakeOutFormat } from '@/lib/core/export/formats'
import { writePlumblineChain } from '@/lib/core/export/plumbline-jsonl'
import { canCurate, canRead } from '@/lib/core/policy/policies'
import { type Chosen, whereChosen } from '@/lib/data/queries/where-chosen'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import { type AcceptedChain, readAccepted } from './read-accepted'

export interface TakeOutInput {
  projectId: string
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
  leftOut: { reason: string; count: number }[]
}

/**
 * The accepted chains of a project, or of a selection in it, in one format, from one snapshot of the database. Checks and audits first, so that a
 * refusal comes before the first byte.
 */
export async function takeOut(ctx: Ctx, { projectId, format, chosen = null }: TakeOutInput): Promise<TakenOut> {
  const facts = factsFor(ctx.actor, projectId)
  const project = await ctx.db.project.findUnique({ where: { id: projectId }, select: { id: true } })
  if (!project || !canRead(facts)) throw notFound('project')
  if (!canCurate(facts)) throw new ServiceError('forbidden', 'Taking data out needs the curator role in this project.')
  await inTransaction(ctx, (tx) =>
    writeAudit(tx, ctx, {
      action: 'chains.take_out',
      projectId,
      target: { kind: 'project', id: projectId },
      data: { format, ...(chosen && { chosen: { ...chosen } }) },
    }),
  )
  return { text: write(ctx, { projectId, format, chosen }) }
}

async function* write(
  ctx: Ctx,
  { projectId, format, chosen = null }: TakeOutInput,
): AsyncGenerator<string, TakeOutCount> {
  const pieces: AsyncGenerator<string, TakeOutCount> = format === 'agentalign-chains' ? agentAlign() : jsonl()
  return yield* pieces

  async function* jsonl(): AsyncGenerator<string, TakeOutCount> {
    const tally = new Tally()
    const names = new Pseudonyms()
    for await (const chains of batches()) {
      const lines = chains
        .map((chain) => tally.take(writePlumblineChain(describe(chain, names))))
        .filter((x) => x !== null)
      if (lines.length > 0) yield `${lines.map(({ line }) => line).join('\n')}\n`
    }
    return tally.count
  }

  async function* agentAlign(): AsyncGenerator<string, TakeOutCount> {
    const tally = new Tally()
    const writer = new AgentAlignChainWriter()
    for await (const chains of batches()) {
      const parts = chains.map((chain) => tally.take(writer.add(chain))).filter((x) => x !== null)
      yield parts.map(({ text }) => text).join('')
    }
    yield writer.end()
    return tally.count
  }

  async function* batches(): AsyncGenerator<AcceptedChain[]> {
    const { connectRaw } = await import('@/lib/data/raw')
    const where = chosen && (await whereChosen(ctx, { projectId, stage: 'CHAIN', ...chosen }, false))
    const client = await connectRaw(ctx.db, 'plumbline take-out')
    try {
      await client.query('begin isolation level repeatable read read only')
      yield* readAccepted(client, { projectId, format, chosen: where })
      await client.query('commit')
    } finally {
      await client.end().catch(() => {})
    }
  }
}

class Tally {
  private written = 0
  private readonly reasons = new Map<string, number>()

  take<T extends { ok: true }>(part: T | { ok: false; reason: string }): T | null {
    if (part.ok) {
      this.written += 1
      return part
    }
    this.reasons.set(part.reason, (this.reasons.get(part.reason) ?? 0) + 1)
    return null
  }

  get count(): TakeOutCount {
    return { written: this.written, leftOut: [...this.reasons].map(([reason, count]) => ({ reason, count })) }
  }
}

/** Reviewers as "r1", "r2" … in order of appearance: the same person within a file, nobody outside it. */
class Pseudonyms {
  private readonly names = new Map<string, string>()

  of(reviewerId: string): string {
    const name = this.names.get(reviewerId) ?? `r${this.names.size + 1}`
    this.names.set(reviewerId, name)
    return name
  }
}

const describe = (chain: AcceptedChain, names: Pseudonyms) => ({
  format: 'plumbline-chain/1' as const,
  category: chain.category,
  ...chain.content,
  intent: chain.intent,
  item: chain.number,
  origin: chain.origin,
  model: chain.model,
  revision: {
    number: chain.revision_number,
    attempt: chain.attempt,
    author: chain.author_kind,
    hash: chain.content_hash,
  },
  verdict: 'PASSED' as const,
  rule: chain.rule,
  judgments: chain.judgments.map(({ reviewerId, decision, counted, criteria, reasons }) => ({
    reviewer: names.of(reviewerId),
    decision,
    counted,
    criteria,
    reasons,
  })),
  adjudication: chain.adjudication,
})
