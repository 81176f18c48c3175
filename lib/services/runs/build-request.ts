import { randomBytes } from 'node:crypto'
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
import { type PromptMessage, renderPrompt } from '@/lib/core/prompt/render'
import { type PromptVariables, promptVariables } from '@/lib/core/prompt/tasks'
import type { GenerationParams } from '@/lib/core/run/options'
import type { RunTask } from '@/lib/core/run/targets'
import type { Db } from '@/lib/data/client'
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
}

export type BuiltRequest =
  | { ok: true; messages: PromptMessage[] }
  | { ok: false; kind: 'TARGET_GONE' | 'NOT_ASKED'; message: string }

/** The messages of one call. Everything that people, models or files wrote goes in as fenced data, under a fence of this call's own. */
export async function buildRequest(db: Db, target: RequestTarget): Promise<BuiltRequest> {
  const variables = await loadVariables(db, target)
  if (typeof variables === 'string') return { ok: false, kind: 'TARGET_GONE', message: variables }
  const rendered = renderPrompt({ template: target.template, variables, fence: randomBytes(16).toString('hex') })
  if (rendered.ok) return rendered
  return { ok: false, kind: 'NOT_ASKED', message: rendered.problems.map(({ message }) => message).join('; ') }
}

/** A string says why there is nothing to ask. */
async function loadVariables(db: Db, target: RequestTarget): Promise<PromptVariables | string> {
  switch (target.task) {
    case 'chain-synthesis':
      return chainSynthesis(db, target)
    case 'instruction-harmful':
    case 'instruction-borderline':
    case 'instruction-benign':
      return instructions(db, target, target.task)
    case 'regenerate-chain':
      return regenerateChain(db, target)
    case 'regenerate-instruction':
      return regenerateInstruction(db, target)
    default: {
      const { text } = await loadInstruction(db, target.revisionId!)
      return promptVariables(target.task, { instruction: text })
    }
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
