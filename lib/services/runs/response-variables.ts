import type { JudgmentFacts } from '@/lib/core/prompt/format'
import { formatFindings, formatReviews, formatTools } from '@/lib/core/prompt/format'
import { formatResponse } from '@/lib/core/prompt/format-response'
import { type PromptVariables, promptVariables } from '@/lib/core/prompt/tasks'
import { responseContentSchema } from '@/lib/core/trajectory/content'
import type { Db } from '@/lib/data/client'
import type { RequestTarget } from './build-request'
import type { Asked } from './hold-expected'
import { loadConversation } from './load-conversation'
import { loadFindings, loadReviews, loadRevisionContent } from './prompt-facts'

/** Tasks about a response that are answered in JSON. */
const RESPONSE_TASKS = ['regenerate-response', 'judge-refusal', 'judge-false-compliance'] as const
type ResponseTask = (typeof RESPONSE_TASKS)[number]
export const isResponseTask = (task: string): task is ResponseTask => RESPONSE_TASKS.some((one) => one === task)

export type ResponseVariables = { ok: true; variables: PromptVariables } | (Asked & { ok: false })

/** What is asked about a response; what its instruction is now settled as decides whether it may be. */
export async function responseVariables(
  db: Db,
  target: RequestTarget & { task: ResponseTask },
): Promise<ResponseVariables> {
  const { task, revisionId, params } = target
  const loaded = await loadConversation(db, target)
  if (!loaded.ok) return loaded
  const { conversation } = loaded
  const { instruction, tools } = conversation
  const content = responseContentSchema.parse(await loadRevisionContent(db, revisionId!))
  if (task !== 'regenerate-response') {
    const names = [...new Set(tools.map((tool) => tool.function.name))].join('\n')
    return {
      ok: true,
      variables: promptVariables(task, { instruction, tools: names, response: formatResponse(content) }),
    }
  }
  const { attempt } = await db.revision.findUniqueOrThrow({ where: { id: revisionId! }, select: { attempt: true } })
  const variables = promptVariables(task, {
    ...{ attempt, instruction, expected: conversation.expected, from: params.from ?? 'any' },
    tools: formatTools(tools),
    rejected: formatResponse(content),
    reviews: formatReviews([...(await loadReviews(db, revisionId!)), ...reasonOf(params.reason)]),
    findings: formatFindings(await loadFindings(db, revisionId!)),
  })
  return { ok: true, variables }
}

/** A curator's reason counts as one more note. */
const reasonOf = (reason: string | undefined): JudgmentFacts[] =>
  reason ? [{ decision: 'REJECT', failed: [], reasons: [], note: reason }] : []
