import { randomBytes } from 'node:crypto'
import type { Expected } from '@/lib/core/compliance/labels'
import {
  formatCapabilities,
  formatChain,
  formatExistingChains,
  formatExistingInstructions,
  formatFindings,
  formatReviews,
  formatSteps,
  formatTools,
} from '@/lib/core/prompt/format'
import { renderPrompt } from '@/lib/core/prompt/render'
import { type PromptVariables, promptVariables } from '@/lib/core/prompt/tasks'
import { type ChatMessage, type ChatTool, toChat, toChatTools } from '@/lib/core/run/conversation'
import type { GenerationParams, RunOptions } from '@/lib/core/run/options'
import { phaseOf } from '@/lib/core/run/phase'
import type { RunTask } from '@/lib/core/run/targets'
import type { Db } from '@/lib/data/client'
import { loadConversation, loadSystem } from './load-conversation'
import {
  loadCapabilities,
  loadCategory,
  loadChain,
  loadExistingChains,
  loadExistingInstructions,
  loadFindings,
  loadInstruction,
  loadReviews,
  loadRevisionContent,
  loadTools,
} from './prompt-facts'
import { isResponseTask, responseVariables } from './response-variables'

/** What a call is about, as its row pins it. */
export interface RequestTarget {
  task: RunTask
  projectId: string
  categoryId: string | null
  itemId: string | null
  revisionId: string | null
  params: GenerationParams
  /** The prompt version's text. */
  template: string
  seed: number
  /** Left out while a call is only planned. */
  id?: string
  stepsTaken?: number
  options?: Pick<RunOptions, 'turnPrompts'>
}

export type BuiltRequest =
  | { ok: true; messages: ChatMessage[]; tools?: ChatTool[]; expected?: Expected }
  | { ok: false; kind: 'TARGET_GONE' | 'NOT_ASKED' | 'NOT_ALLOWED'; message: string }

/** The messages of one call. Everything that people, models or files wrote goes in as fenced data, under a fence of this call's own. */
export async function buildRequest(db: Db, target: RequestTarget): Promise<BuiltRequest> {
  if (phaseOf(target) === 'TURN') return buildTurn(db, target)
  const loaded = await loadVariables(db, target)
  if (!loaded.ok) return loaded
  const { variables } = loaded
  const rendered = renderPrompt({ template: target.template, variables, fence: randomBytes(16).toString('hex') })
  if (rendered.ok) return rendered
  return { ok: false, kind: 'NOT_ASKED', message: rendered.problems.map(({ message }) => message).join('; ') }
}

/** One more turn: the prompt's system text, the instruction as it stands, every step so far, and the tools. */
async function buildTurn(db: Db, target: RequestTarget): Promise<BuiltRequest> {
  const loaded = await loadConversation(db, target)
  if (!loaded.ok) return loaded
  const { conversation } = loaded
  const system = await loadSystem(db, target, conversation.expected)
  if (system === null) return { ok: false, kind: 'NOT_ASKED', message: 'Its prompt version cannot be read.' }
  const messages = toChat([{ role: 'system', text: system }, ...conversation.messages])
  return { ok: true, messages, tools: toChatTools(conversation.tools), expected: conversation.expected }
}

type Loaded = { ok: true; variables: PromptVariables } | Extract<BuiltRequest, { ok: false }>

async function loadVariables(db: Db, target: RequestTarget): Promise<Loaded> {
  const { task } = target
  if (isResponseTask(task)) return responseVariables(db, { ...target, task })
  const variables = await itemVariables(db, target, task)
  return typeof variables === 'string'
    ? { ok: false, kind: 'TARGET_GONE', message: variables }
    : { ok: true, variables }
}

/** A string says why there is nothing to ask. */
async function itemVariables(db: Db, target: RequestTarget, task: RunTask): Promise<PromptVariables | string> {
  switch (task) {
    case 'chain-synthesis':
      return chainSynthesis(db, target)
    case 'instruction-harmful':
    case 'instruction-borderline':
    case 'instruction-benign':
      return instructions(db, target, task)
    case 'regenerate-chain':
      return regenerateChain(db, target)
    case 'regenerate-instruction':
      return regenerateInstruction(db, target)
    case 'judge-semantic-strict':
    case 'judge-semantic-relaxed':
    case 'borderline-split': {
      const { text } = await loadInstruction(db, target.revisionId!)
      return promptVariables(task, { instruction: text })
    }
    default:
      throw new Error(`${task} is put together elsewhere`)
  }
}

async function chainSynthesis(db: Db, { projectId, categoryId }: RequestTarget) {
  if (!categoryId) return 'The subcategory is no longer there.'
  const capabilities = await loadCapabilities(db, projectId)
  if (capabilities.length === 0) return 'The project lists no capabilities. Import or list some, then retry.'
  return promptVariables('chain-synthesis', {
    ...(await loadCategory(db, categoryId)),
    capabilities: formatCapabilities(capabilities),
    existing: formatExistingChains(await loadExistingChains(db, projectId, categoryId)),
  })
}

async function instructions(
  db: Db,
  { projectId, categoryId, itemId, revisionId, params }: RequestTarget,
  task: 'instruction-harmful' | 'instruction-borderline' | 'instruction-benign',
) {
  const chain = await loadChain(db, revisionId!)
  const tools = await loadTools(db, projectId, params.tools ?? [])
  if (!tools) return 'One of its tools is no longer there, or has no schema.'
  const capabilities = await loadCapabilities(db, projectId, chain.steps)
  const shared = {
    tools: formatTools(tools),
    existing: formatExistingInstructions(await loadExistingInstructions(db, itemId!, params.intent ?? 'HARMFUL')),
  }
  if (task !== 'instruction-harmful') {
    return promptVariables(task, { ...shared, steps: formatSteps(chain.steps, capabilities) })
  }
  return promptVariables(task, {
    ...shared,
    ...(await loadCategory(db, categoryId)),
    chain: formatChain(chain, capabilities),
  })
}

/** What every regeneration carries: which attempt failed, and what was said of it. */
async function rejection(db: Db, revisionId: string) {
  const { attempt } = await db.revision.findUniqueOrThrow({ where: { id: revisionId }, select: { attempt: true } })
  return {
    attempt,
    reviews: formatReviews(await loadReviews(db, revisionId)),
    findings: formatFindings(await loadFindings(db, revisionId)),
  }
}

async function regenerateChain(db: Db, { projectId, categoryId, revisionId }: RequestTarget) {
  return promptVariables('regenerate-chain', {
    ...(await rejection(db, revisionId!)),
    ...(await loadCategory(db, categoryId)),
    capabilities: formatCapabilities(await loadCapabilities(db, projectId)),
    rejected: JSON.stringify(await loadRevisionContent(db, revisionId!), null, 2),
  })
}

async function regenerateInstruction(db: Db, { projectId, categoryId, revisionId, params }: RequestTarget) {
  const rejected = await loadInstruction(db, revisionId!)
  const harmful = params.intent === 'HARMFUL'
  const { parentRevisionId } = await db.revision.findUniqueOrThrow({
    where: { id: revisionId! },
    select: { parentRevisionId: true },
  })
  const parentId = params.parentRevisionId ?? parentRevisionId
  const chain = parentId ? await loadChain(db, parentId) : null
  const steps = params.parentRevisionId && chain ? chain.steps : rejected.pattern
  const tools = params.tools ? await loadTools(db, projectId, params.tools) : rejected.tools
  if (!tools) return 'One of its tools is no longer there, or has no schema.'
  const capabilities = await loadCapabilities(db, projectId, steps)
  return promptVariables('regenerate-instruction', {
    ...(await rejection(db, revisionId!)),
    ...(harmful ? await loadCategory(db, categoryId) : { category: '', subcategory: '' }),
    intent: (params.intent ?? 'HARMFUL').toLowerCase(),
    chain: harmful && chain ? formatChain(chain, capabilities) : formatSteps(steps, capabilities),
    tools: formatTools(tools),
    rejected: rejected.text,
  })
}
