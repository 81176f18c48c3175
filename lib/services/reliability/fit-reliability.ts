import { RESPONSE_LABELS } from '@/lib/core/compliance/labels'
import type { ItemStage } from '@/lib/core/item/lists'
import {
  DECISION_LABELS,
  fitReliability as fit,
  MOST_DIFFERING,
  type Question,
  type ReliabilityFit,
} from '@/lib/core/review/reliability'
import { listPatternItems, listRatedPatterns } from '@/lib/data/queries/rated-patterns'
import type { Ctx } from '../context'
import type { RequestFitInput } from './request-fit'

/** Of responses people say which label they have, and by it whether they hold. */
const QUESTIONS_OF: Record<ItemStage, readonly Question[]> = {
  CHAIN: ['DECISION'],
  INSTRUCTION: ['DECISION'],
  RESPONSE: ['LABEL', 'DECISION'],
}

/** Fits the model to all votes of a stage that stand, and keeps the result; without votes there is none to keep. Done twice, it says the same. */
export async function fitReliability(ctx: Ctx, { projectId, stage }: RequestFitInput): Promise<void> {
  const began = ctx.now
  const fits: ReliabilityFit[] = []
  for (const question of QUESTIONS_OF[stage]) {
    const found = await fitQuestion(ctx, { projectId, stage }, question)
    if (found) fits.push(found)
  }
  if (fits.length === 0) await ctx.db.reliabilityFit.deleteMany({ where: { projectId, stage } })
  else
    await ctx.db.reliabilityFit.updateMany({
      where: { projectId, stage },
      data: { result: { fits }, votes: Math.max(...fits.map(({ votes }) => votes)), fittedAt: began },
    })
}

async function fitQuestion(ctx: Ctx, where: RequestFitInput, question: Question): Promise<ReliabilityFit | null> {
  const patterns = await listRatedPatterns(ctx, { ...where, question })
  const used = new Set(patterns.flatMap(({ votes }) => votes.map(({ label }) => label)))
  const labels = question === 'DECISION' ? DECISION_LABELS : RESPONSE_LABELS.filter((label) => used.has(label))
  const { value } = fit(question, labels, patterns)
  if (value === null) return null
  const byKey = new Map(value.differing.map((one) => [one.key, one]))
  const items = await listPatternItems(ctx, { ...where, question, keys: [...byKey.keys()], most: MOST_DIFFERING })
  return {
    ...value.fit,
    differing: {
      n: value.differing.reduce((sum, { items: alike }) => sum + alike, 0),
      listed: items.flatMap(({ itemId, number, key }) => {
        const found = byKey.get(key)
        return found
          ? [{ itemId, number, majority: found.majority, model: found.model, probability: found.probability }]
          : []
      }),
    },
  }
}
