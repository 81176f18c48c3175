import type { Expected } from '@/lib/core/compliance/labels'
import { boundTokens, costOf, maxCost } from '@/lib/core/model/prices'
import { repairMessages } from '@/lib/core/prompt/read-output'
import { readReply, readUsage } from '@/lib/core/prompt/read-reply'
import { type JsonTask, outputJsonSchema } from '@/lib/core/prompt/tasks'
import { type ChatMessage, type ChatTool, plainMessages } from '@/lib/core/run/conversation'
import { phaseOf } from '@/lib/core/run/phase'
import { waitForDatabase } from '@/lib/data/wait-for-database'
import { callModel as ask, type ModelReply, type ModelRequest } from '@/lib/llm/call-model'
import { ModelError } from '@/lib/llm/model-error'
import { callSettings } from '@/lib/server/call-settings'
import { log } from '@/lib/server/log'
import type { Ctx } from '@/lib/services/context'
import { ServiceError } from '@/lib/services/errors'
import { openEndpoint } from '@/lib/services/providers/find-endpoint'
import { applyAnswer } from '@/lib/services/runs/apply-answer'
import { applyControl } from '@/lib/services/runs/apply-control'
import { buildRequest } from '@/lib/services/runs/build-request'
import { claimCall } from '@/lib/services/runs/claim-call'
import { failCall } from '@/lib/services/runs/fail-call'
import { handOutSoon } from '@/lib/services/runs/hand-out'
import { type CallToMake, loadCall } from '@/lib/services/runs/load-call'
import { spendSubjects } from '@/lib/services/runs/spend'
import { storeAnswer } from '@/lib/services/runs/store-answer'
import { storeTrouble } from '@/lib/services/runs/store-trouble'
import type { JobData } from '../definitions'
import type { Handler, JobRun } from '../run-jobs'

/**
 * One call to a model: claim it and its budget, call outside any transaction, keep the answer before reading it, apply
 * it. Each step is its own transaction and finds out by itself whether it was done before, so that the job can run again.
 */
export const callModel: Handler<JobData<'callModel'>> = async ({ generationId }, run) => {
  const ctx: Ctx = { actor: { kind: 'job', name: 'call-model' }, db: run.db, now: new Date() }
  const call = await loadCall(ctx.db, generationId)
  if (!call) return
  const handOut = async () => {
    await handOutSoon(ctx, call.providerId)
    run.wake()
  }
  if (call.params.control) await applyControl(ctx, generationId)
  else if (call.state === 'ANSWERED') await apply(ctx, call, call.body ?? '')
  else if (call.state === 'QUEUED' || call.state === 'CALLING') {
    const body = await makeCall(ctx, run, call)
    // The next call need not wait until this one's answer is applied.
    const next = handOut()
    if (body !== null && (await apply(ctx, call, body)) === 'MORE') await next.then(handOut)
    return next
  }
  await handOut()
}

function apply(ctx: Ctx, call: CallToMake, body: string): Promise<'DONE' | 'MORE'> {
  const reply = readReply(body)
  return inTurn(() => applyAnswer(ctx, call, reply.ok ? { ...reply, body } : { problem: reply.problem }))
}

/**
 * Answers that come together are applied a few at a time: all at once they would take every connection to the database,
 * and the next calls would begin only when the last of them is done.
 */
const APPLIED_AT_ONCE = 3
const turns: Promise<unknown>[] = Array.from({ length: APPLIED_AT_ONCE }, () => Promise.resolve())
let turn = 0

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const lane = turn++ % APPLIED_AT_ONCE
  const done = turns[lane]!.then(work)
  turns[lane] = done.catch(() => {})
  return done
}

interface Ask {
  messages: ChatMessage[]
  tools?: ChatTool[]
  /** Of a turn: what the agent should do. */
  expected?: Expected
}

/** What to send; null when there is nothing to ask, which is then on record. */
async function findAsk(ctx: Ctx, call: CallToMake): Promise<Ask | null> {
  if (call.before) {
    const reply = readReply(call.before.body)
    const { messages, problem } = call.before
    return { messages: repairMessages(call.task as JsonTask, messages, reply.ok ? reply.text : '', problem) }
  }
  const built = await buildRequest(ctx.db, call)
  if (built.ok) return built
  await failCall(ctx, call.id, built.kind, built.message)
  return null
}

/** The answer's body, stored; null when the call was not to be made, or brought none. */
async function makeCall(ctx: Ctx, run: JobRun, call: CallToMake): Promise<string | null> {
  const asked = await findAsk(ctx, call)
  const endpoint = asked && (await endpointOf(ctx, call))
  if (!endpoint) return null
  if (run.signal.aborted) throw new Error('the worker stops before the call')
  const { messages, tools } = asked
  const json = phaseOf(call) === 'JSON' ? jsonOf(call.task as JsonTask) : undefined
  const input = boundTokens([JSON.stringify(messages), JSON.stringify(json?.schema ?? tools ?? [])])
  const { timeoutMs, dailyLimit, allowPrivate, demoLatencyMs } = callSettings()
  const claimed = { ...call, subjects: spendSubjects(call.spending, dailyLimit) }
  const claim = await claimCall(ctx, claimed, {
    request: requestOf(asked),
    maxMicros: maxCost(input, call.maxTokens, call.price),
    maxTokens: input + call.maxTokens,
    timeoutMs,
  })
  if (claim.kind === 'APPLY') return (await loadCall(ctx.db, call.id))?.body ?? null
  if (claim.kind === 'NOTHING') return null
  try {
    const { temperature, seed, maxTokens } = call
    // Said to the demo model alone; it has no understanding to find out by.
    const task = asked.expected === 'REFUSE' ? 'refusal' : call.task
    const request: ModelRequest = { task, messages, temperature, seed, maxTokens, json, tools }
    const reply = await ask(endpoint, request, { timeoutMs, allowPrivate, demoLatencyMs, signal: run.late })
    return await keep(ctx, run, call, claim.token, reply)
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    const { kind, retryAfterMs, message, body } = error
    const trouble = { kind, retryAfterMs, message, body, random: Math.random() }
    const store = () => storeTrouble(ctx, call.id, claim.token, trouble)
    if (!(await waitForDatabase(PATIENCE_MS, store, run.late))) noteLate(call)
    return null
  }
}

const jsonOf = (task: JsonTask) => ({ name: task, schema: outputJsonSchema(task) })

/** What is kept of it: of a conversation how it began, since its steps are stored each by itself. */
function requestOf({ messages, tools }: Ask) {
  if (!tools) return { messages: plainMessages(messages).map((message) => ({ ...message })) }
  const begun = messages.slice(0, messages.findIndex(({ role }) => role === 'user') + 1)
  return { messages: plainMessages(begun).map((one) => ({ ...one })), tools: tools.map((tool) => tool.function.name) }
}

/** Null when the provider or its model was removed, which is then on record. */
async function endpointOf(ctx: Ctx, { id, provider, model }: CallToMake) {
  try {
    if (!provider) throw new ServiceError('gone', 'Its provider was removed under Models.')
    return openEndpoint(provider, model)
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    await failCall(ctx, id, 'NO_MODEL', error.message)
    return null
  }
}

/** An answer was paid for: a database that is away for a while does not lose it. The token fences what comes too late. */
const PATIENCE_MS = 90_000

async function keep(
  ctx: Ctx,
  run: JobRun,
  call: CallToMake,
  token: string,
  { body, ms }: ModelReply,
): Promise<string | null> {
  const reply = readReply(body)
  const usage = reply.ok ? reply.usage : readUsage(body)
  const answer = { body, ms, usage, micros: costOf(usage, call.price) }
  const stored = await waitForDatabase(PATIENCE_MS, () => storeAnswer(ctx, call, token, answer), run.late)
  if (!stored) noteLate(call)
  return stored ? body : null
}

const noteLate = ({ id }: CallToMake) =>
  log.info('worker', 'what a call brought came after it was given to another worker: thrown away', { generation: id })
