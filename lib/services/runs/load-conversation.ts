import type { Expected } from '@/lib/core/compliance/labels'
import { readTemplate } from '@/lib/core/prompt/template'
import type { GenerationParams, RunOptions } from '@/lib/core/run/options'
import type { RunTask } from '@/lib/core/run/targets'
import { isTurnRunTask } from '@/lib/core/run/targets'
import { type Message, type ResponseContent, responseContentSchema } from '@/lib/core/trajectory/content'
import { requestOf } from '@/lib/core/trajectory/words'
import type { Db } from '@/lib/data/client'
import { type Asked, holdExpected } from './hold-expected'
import { loadInstruction, loadRevisionContent } from './prompt-facts'

/** A generation whose answers are turns of one conversation. */
export interface ConversationCall {
  /** Left out while it is only planned. */
  id?: string
  task: RunTask
  itemId: string | null
  revisionId: string | null
  params: GenerationParams
  seed: number
  options?: Pick<RunOptions, 'turnPrompts'>
  /** The prompt version's text. */
  template: string
}

export interface Conversation {
  expected: Expected
  /** The instruction's text that is answered; null: an imported response that is joined to none. */
  instructionRevisionId: string | null
  instruction: string
  tools: ResponseContent['tools']
  /** Of the simulated world. */
  seed: number
  /** So far, without a system message: the instruction first. */
  messages: Message[]
  /** Turns that this generation has taken. */
  taken: number
  /** Output tokens of those. */
  tokens: number
  /** Of a regeneration: the text that it replaces. */
  rejected: ResponseContent | null
}

export type LoadedConversation = (Asked & { ok: false }) | { ok: true; conversation: Conversation }

/** Where a conversation stands: what is asked, with which tools, and every step so far, from the stored rows alone. */
export async function loadConversation(db: Db, call: ConversationCall): Promise<LoadedConversation> {
  const start = await loadStart(db, call)
  const { task } = call
  const asked = await holdExpected(db, {
    task,
    itemId: call.itemId!,
    instructionRevisionId: start.instructionRevisionId,
  })
  if (!asked.ok) return asked
  const steps = call.id
    ? await db.generationStep.findMany({ where: { generationId: call.id }, orderBy: { number: 'asc' } })
    : []
  return {
    ok: true,
    conversation: {
      ...start,
      expected: asked.expected,
      messages: [
        { role: 'user', text: start.instruction },
        ...steps.flatMap(({ messages }) => messages as unknown as Message[]),
      ],
      taken: steps.length,
      tokens: steps.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
    },
  }
}

type Start = Pick<Conversation, 'instructionRevisionId' | 'instruction' | 'tools' | 'seed' | 'rejected'>

async function loadStart(db: Db, { task, revisionId, params, seed }: ConversationCall): Promise<Start> {
  if (isTurnRunTask(task)) {
    const { text, tools } = await loadInstruction(db, revisionId!)
    return { instructionRevisionId: revisionId, instruction: text, tools, seed, rejected: null }
  }
  const rejected = responseContentSchema.parse(await loadRevisionContent(db, revisionId!))
  if (params.parentRevisionId) {
    const { text, tools } = await loadInstruction(db, params.parentRevisionId)
    return { instructionRevisionId: params.parentRevisionId, instruction: text, tools, seed, rejected }
  }
  const { parentRevisionId } = await db.revision.findUniqueOrThrow({
    where: { id: revisionId! },
    select: { parentRevisionId: true },
  })
  const instruction = rejected.messages.find(({ role }) => role === 'user')?.text ?? requestOf(rejected)
  const { tools, world } = rejected
  return { instructionRevisionId: parentRevisionId, instruction, tools, seed: world?.seed ?? seed, rejected }
}

/** The system message of a turn: the prompt that its run was started with, or that its regeneration goes on with. */
export async function loadSystem(db: Db, call: ConversationCall, expected: Expected): Promise<string | null> {
  const id = isTurnRunTask(call.task) ? null : call.options?.turnPrompts[expected]
  const other = id ? await db.promptVersion.findUnique({ where: { id }, select: { text: true } }) : null
  const read = readTemplate(other?.text ?? call.template)
  return read.ok && (other || isTurnRunTask(call.task)) ? read.template.system : null
}
