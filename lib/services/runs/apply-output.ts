import { SEMANTIC_JUDGE } from '@/lib/core/compliance/opinion'
import type { ItemContent } from '@/lib/core/item/content'
import type { TaskOutput } from '@/lib/core/prompt/tasks'
import type { GenerationParams, RunOptions } from '@/lib/core/run/options'
import type { RunTask } from '@/lib/core/run/targets'
import type { Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import type { Ctx } from '../context'
import { type CreatedItem, createItems, type NewItem } from '../items/create-items'
import { fillQueue } from '../queues/fill-queue'
import { addJudges } from './add-judges'
import { applyLabelOpinion } from './apply-label-opinion'
import { applyRegeneration } from './apply-regeneration'
import { loadChain, loadTools } from './prompt-facts'

/** A generation whose answer is about to be used. */
export interface AnsweredCall {
  id: string
  projectId: string
  runId: string
  promptVersionId: string
  task: RunTask
  categoryId: string | null
  itemId: string | null
  revisionId: string | null
  params: GenerationParams
  /** Turns of its conversation that were taken. */
  stepsTaken: number
  template: string
  seed: number
  model: string
  tryOut: boolean
  queueId: string | null
  options: RunOptions
  origin: 'GENERATED' | 'DEMO_MODEL'
}

/** What came of an answer: how many items, revisions or findings, and which. */
export interface Applied {
  produced: number
  outcome: Record<string, unknown>
  /** Further calls that it asks for (opinions on what it made). */
  asked?: number
}
export type NotApplied = { problem: { kind: 'NOT_FITTING' | 'TARGET_GONE' | 'NOT_ALLOWED'; message: string } }

/** Writes what an answer is for, by its task. `value` is the task's output, checked. */
export async function applyOutput(
  ctx: Ctx,
  tx: Tx,
  call: AnsweredCall,
  value: unknown,
  firstNumber: number,
): Promise<Applied | NotApplied> {
  switch (call.task) {
    case 'chain-synthesis':
      return applyChains(ctx, tx, call, value as TaskOutput<'chain-synthesis'>, firstNumber)
    case 'instruction-harmful':
    case 'instruction-borderline':
    case 'instruction-benign':
      return applyInstructions(ctx, tx, call, value as TaskOutput<'instruction-harmful'>, firstNumber)
    case 'regenerate-chain':
      return applyRegeneration(ctx, tx, call, value as TaskOutput<'regenerate-chain'>)
    case 'regenerate-instruction': {
      const { instruction } = value as TaskOutput<'regenerate-instruction'>
      return applyRegeneration(ctx, tx, call, { text: instruction })
    }
    case 'judge-semantic-strict':
    case 'judge-semantic-relaxed': {
      const { rationale, verdict } = value as TaskOutput<'judge-semantic-strict'>
      return applyOpinion(tx, call, SEMANTIC_JUDGE, { message: rationale, verdict })
    }
    case 'borderline-split': {
      const { rationale, outcome } = value as TaskOutput<'borderline-split'>
      return applyOpinion(tx, call, 'borderline_split', { message: rationale, verdict: outcome })
    }
    case 'judge-refusal':
    case 'judge-false-compliance':
      return applyLabelOpinion(tx, call, value as TaskOutput<'judge-refusal' | 'judge-false-compliance'>)
    case 'regenerate-response':
    case 'trajectory':
    case 'refusal':
    case 'execution-check':
      throw new Error(`${call.task} is answered in turns (applyTurn)`)
  }
}

async function applyChains(
  ctx: Ctx,
  tx: Tx,
  call: AnsweredCall,
  { chains }: TaskOutput<'chain-synthesis'>,
  firstNumber: number,
): Promise<Applied> {
  const items = chains.map((content) => newItem(call, content, { stage: 'CHAIN', intent: 'HARMFUL' }))
  return applyItems(ctx, tx, call, items, firstNumber)
}

async function applyInstructions(
  ctx: Ctx,
  tx: Tx,
  call: AnsweredCall,
  { instructions }: TaskOutput<'instruction-harmful'>,
  firstNumber: number,
): Promise<Applied | NotApplied> {
  const { steps } = await loadChain(tx, call.revisionId!)
  const tools = await loadTools(tx, call.projectId, call.params.tools ?? [])
  if (!tools) return { problem: { kind: 'TARGET_GONE', message: 'One of its tools is no longer there.' } }
  const about = { stage: 'INSTRUCTION', intent: call.params.intent ?? 'HARMFUL' } as const
  const items = instructions.map((text) =>
    newItem(call, { text, pattern: steps, tools: tools as never }, about, call.itemId, call.revisionId),
  )
  return applyItems(ctx, tx, call, items, firstNumber)
}

const newItem = (
  { categoryId, model, origin }: AnsweredCall,
  content: ItemContent,
  about: Pick<NewItem, 'stage' | 'intent'>,
  parentId: string | null = null,
  parentRevisionId: string | null = null,
): NewItem => ({ ...about, origin, categoryId, parentId, parentRevisionId, model, content })

async function applyItems(
  ctx: Ctx,
  tx: Tx,
  call: AnsweredCall,
  items: NewItem[],
  firstNumber: number,
): Promise<Applied> {
  const author = { kind: 'MODEL', id: call.id } as const
  const created = await createItems(tx, call.projectId, author, items, firstNumber)
  await enqueueForReview(ctx, tx, call.queueId, created)
  const asked = await addJudges(tx, call, items[0]!.intent, created)
  return { produced: created.length, asked, outcome: { itemIds: created.map(({ itemId }) => itemId) } }
}

/** Into the run's queue, if it has one that still takes items. */
export async function enqueueForReview(ctx: Ctx, tx: Tx, queueId: string | null, created: readonly CreatedItem[]) {
  if (!queueId) return
  const queue = await tx.reviewQueue.findUnique({ where: { id: queueId } })
  if (!queue || queue.status === 'CLOSED') return
  const filter = { itemIds: created.map(({ itemId }) => itemId) }
  await fillQueue(tx, ctx.actor, queue, { filter, again: false })
}

/** A model's opinion is a finding beside the text, never a vote. `verdict` is compared with what the item is meant to be. */
async function applyOpinion(
  tx: Tx,
  call: AnsweredCall,
  code: typeof SEMANTIC_JUDGE | 'borderline_split',
  { message, verdict }: { message: string; verdict: 'HARMFUL' | 'BENIGN' },
): Promise<Applied> {
  const { intent } = await tx.item.findUniqueOrThrow({ where: { id: call.itemId! }, select: { intent: true } })
  const meant = intent === 'HARMFUL' ? 'HARMFUL' : 'BENIGN'
  const agrees = code === 'borderline_split' || verdict === meant
  const id = newId()
  await tx.finding.create({
    data: {
      ...{ id, projectId: call.projectId, revisionId: call.revisionId!, code, source: 'JUDGE' },
      severity: agrees ? 'INFO' : 'WARNING',
      evidence: {
        ...{ message, verdict, model: call.model, task: call.task },
        ...{ promptVersionId: call.promptVersionId, generationId: call.id, demo: call.origin === 'DEMO_MODEL' },
      },
    },
    select: { id: true },
  })
  return { produced: 1, outcome: { findingId: id, verdict } }
}
