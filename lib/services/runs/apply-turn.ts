import { estimateTokens } from '@/lib/core/model/prices'
import { decideNext, readTurn, TURN_LIMITS } from '@/lib/core/run/conversation'
import { makesItems } from '@/lib/core/run/targets'
import { type AssistantMessage, MESSAGES_SIZE, type Message } from '@/lib/core/trajectory/content'
import { jsonBytes } from '@/lib/core/trajectory/size'
import type { Prisma, Tx } from '@/lib/data/client'
import { type Ctx, inTransaction } from '../context'
import { allocateNumbers } from '../items/create-items'
import { applyConversation } from './apply-conversation'
import type { AnsweredCall, Applied } from './apply-output'
import { carryOut } from './carry-out'
import { type Finished, finishConversation } from './finish-conversation'
import { holdExpected } from './hold-expected'
import { type Conversation, loadConversation } from './load-conversation'
import { endIfDone, type LockedGeneration, lockGeneration, lockRun } from './lock-call'
import { type Answer, type Problem, settleApplied, settleProblem } from './settle-answer'

/** A turn and what it leads to, worked out before anything is locked. */
interface Step {
  /** What comes to the conversation: what a regeneration keeps, the turn, what the simulated world said to its calls. */
  messages: Message[]
  tokens: number
  /** Null: it goes on. */
  finished: Finished | null
}

interface Taken {
  conversation: Conversation
  step: Step
}

/** Of a turn that is no model's own: what is kept before it. */
export interface Rewritten {
  kept: Message[]
  turn: AssistantMessage
}

type Read = (conversation: Conversation) => Rewritten | { problem: Problem }

/**
 * Takes one turn of a conversation: the simulated world answers its calls, and it either goes on (the generation waits for
 * its next call, with everything so far stored) or ends, and what came of it is written. Once, in one transaction, as
 * applyAnswer. `read` makes the turn of an answer that has another form.
 */
export async function applyTurn(
  ctx: Ctx,
  call: AnsweredCall,
  answer: Answer | { problem: string },
  read: Read = () => readAnswer(answer),
): Promise<'DONE' | 'MORE'> {
  const loaded = await loadConversation(ctx.db, call)
  const taken = loaded.ok ? takeStep(call, loaded.conversation, answer, read) : { problem: problemOf(loaded) }
  const makesItem = 'step' in taken && taken.step.finished && makesItems(call.task)
  const firstNumber = makesItem ? await allocateNumbers(ctx, call.projectId, 1) : 0
  return inTransaction(ctx, async (tx) => {
    const generation = await lockGeneration(tx, call.id)
    if (generation?.state !== 'ANSWERED') return 'DONE'
    if (loaded.ok && generation.stepsTaken !== loaded.conversation.taken) return 'DONE'
    const applied = 'step' in taken ? await applyStep(ctx, tx, call, { ...taken, firstNumber }) : taken
    if ('problem' in applied) {
      const more = await settleProblem(tx, generation, applied.problem)
      await endIfDone(tx, generation.runId)
      return more
    }
    if ('step' in taken) await writeStep(tx, generation, taken.step, 'body' in answer ? answer.body : '')
    return applied.goesOn ? goOn(tx, generation) : settleApplied(tx, generation, applied)
  })
}

const problemOf = ({ kind, message }: Problem): Problem => ({ kind, message })

function readAnswer(answer: Answer | { problem: string }): Rewritten | { problem: Problem } {
  if ('problem' in answer) return { problem: { kind: 'UNREADABLE', message: answer.problem } }
  const turn = readTurn(answer)
  return 'problem' in turn ? { problem: { kind: 'MODEL_FAILED', message: turn.problem } } : { kept: [], turn }
}

function takeStep(
  call: AnsweredCall,
  conversation: Conversation,
  answer: Answer | { problem: string },
  read: Read,
): Taken | { problem: Problem } {
  const turned = read(conversation)
  if ('problem' in turned) return turned
  const { kept, turn } = turned
  const before = [...conversation.messages, ...kept]
  // Nothing that is to be refused is carried out: its calls stay unanswered, and its one answer is all of it.
  const comply = conversation.expected === 'COMPLY'
  const results = comply ? carryOut(turn, { ...conversation, messages: before }) : []
  const messages = [...kept, turn, ...results]
  const all = [...before, turn, ...results]
  if (jsonBytes(all, MESSAGES_SIZE) > MESSAGES_SIZE)
    return { problem: { kind: 'NOT_FITTING', message: 'With this step the response would take more than 4 MB.' } }
  const tokens = tokensOf(answer, turn)
  const limits = comply ? limitsOf(call) : { steps: 1, tokens: 1 }
  const so = { steps: conversation.taken + 1, tokens: conversation.tokens + tokens, messages: all }
  const next = decideNext(turn, so, limits)
  const finished = next === 'GO_ON' ? null : finishConversation(conversation, all, next)
  return { conversation, step: { messages, tokens, finished } }
}

const limitsOf = ({ task, options }: AnsweredCall) => options.limits ?? TURN_LIMITS[task] ?? { steps: 1, tokens: 1 }

function tokensOf(answer: Answer | { problem: string }, { text, calls }: AssistantMessage): number {
  const said = 'usage' in answer ? answer.usage?.outputTokens : undefined
  return said ?? estimateTokens([text, ...calls.map((call) => call.arguments)].join(''))
}

/** Asks once more, on rows that now stand still, whether this may be made at all. */
async function applyStep(
  ctx: Ctx,
  tx: Tx,
  call: AnsweredCall,
  { conversation, step, firstNumber }: Taken & { firstNumber: number },
): Promise<{ problem: Problem } | { goesOn: true } | ({ goesOn: false } & Applied)> {
  const { task, itemId } = call
  const { instructionRevisionId, expected } = conversation
  const asked = await holdExpected(tx, { task, itemId: itemId!, instructionRevisionId }, true)
  if (!asked.ok) return { problem: problemOf(asked) }
  if (asked.expected !== expected)
    return { problem: problemOf({ kind: 'TARGET_GONE', message: 'The instruction was settled otherwise meanwhile.' }) }
  if (!step.finished) return { goesOn: true }
  const applied = await applyConversation(ctx, tx, call, { conversation, ...step.finished, firstNumber })
  return 'problem' in applied ? applied : { goesOn: false, ...applied }
}

async function writeStep(tx: Tx, { id, stepsTaken }: LockedGeneration, step: Step, body: string): Promise<void> {
  await tx.generationStep.create({
    data: {
      ...{ generationId: id, number: stepsTaken, response: body, outputTokens: step.tokens },
      messages: step.messages as unknown as Prisma.InputJsonArray,
    },
    select: { number: true },
  })
  await tx.$executeRaw`update generations set steps_taken = steps_taken + 1 where id = ${id}::uuid`
}

/** The next turn is a call of its own, with attempts of its own. */
async function goOn(tx: Tx, { id, runId }: LockedGeneration): Promise<'DONE' | 'MORE'> {
  const cancelled = (await lockRun(tx, runId)).runStatus === 'CANCELLED'
  const state = cancelled ? 'CANCELLED' : 'WAITING'
  await tx.$executeRaw`
    update generations set state = ${state}::"GenerationState", attempt = 0, repairs = 0, lease_until = null, due_at = now(),
      error_kind = null, error_message = null, ended_at = case when ${cancelled} then now() end
    where id = ${id}::uuid`
  if (cancelled) await endIfDone(tx, runId)
  return cancelled ? 'DONE' : 'MORE'
}
