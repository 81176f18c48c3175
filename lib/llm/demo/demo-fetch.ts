import { setTimeout as sleep } from 'node:timers/promises'
import { DEMO_MODEL } from '@/lib/core/model/presets'
import { estimateTokens } from '@/lib/core/model/prices'
import { JSON_TASKS, type JsonTask } from '@/lib/core/prompt/tasks'
import { comply, type DemoTurn, refuse } from './act'
import { rewriteChain, writeChains } from './chains'
import { rewriteInstruction, writeInstructions } from './instructions'
import { giveSplit, giveVerdict, soundsHarmful } from './judges'
import { type Chance, seedChance } from './random'
import type { DemoChat } from './read-chat'
import { type DemoRequest, readRequest } from './read-request'
import { giveComplianceLabel, giveHelpLabel, rewriteResponse } from './responses'

/**
 * The demo model: rules and word lists behind the same client as every endpoint, so that the whole loop can be
 * tried with no key. It reads the task from the schema's name and the material from the fenced blocks; the same
 * request and seed get the same answer. It understands nothing, and says so wherever it can.
 */

export const DEMO_LATENCY_MS = 300
const ABOUT =
  'This is Plumbline’s demo model: rules and word lists, no language model. It answers Plumbline’s own tasks only.'

/** Material on which not even a mild stand-in should practise. */
const NOT_FOR_PRACTICE = /self.?harm|suicid|\b(child|children|minors?)\b|sexual/i

type Write = (request: DemoRequest, chance: Chance) => object

const WRITERS: Record<JsonTask, Write> = {
  'chain-synthesis': ({ data }, chance) => writeChains(data, chance),
  'instruction-harmful': ({ data }, chance) => writeInstructions('harmful', data, chance),
  'instruction-borderline': ({ data }, chance) => writeInstructions('borderline', data, chance),
  'instruction-benign': ({ data }, chance) => writeInstructions('benign', data, chance),
  'regenerate-chain': ({ data }, chance) => rewriteChain(data, chance),
  'regenerate-instruction': ({ data, intent }, chance) => rewriteInstruction(intent, data, chance),
  'judge-semantic-strict': ({ data }, chance) => giveVerdict(data, true, chance),
  'judge-semantic-relaxed': ({ data }, chance) => giveVerdict(data, false, chance),
  'borderline-split': ({ data }, chance) => giveSplit(data, chance),
  'regenerate-response': ({ data, expected }, chance) => rewriteResponse(expected, data, chance),
  'judge-refusal': ({ data }, chance) => giveHelpLabel(data, chance),
  'judge-false-compliance': ({ data }, chance) => giveComplianceLabel(data, chance),
}

interface Said {
  content: string | null
  refusal: string | null
  calls?: DemoTurn['calls']
}

/** Requests for which it has tools. What it is asked for decides what it does: the prompt's words are not read. */
function act(chat: DemoChat, asksFor: string | null, chance: Chance): Said {
  const harmful = asksFor === null ? soundsHarmful(chat.asked) : asksFor === 'refusal'
  return { refusal: null, ...(harmful ? refuse(chat, chance) : comply(chat, chance)) }
}

function answer(request: DemoRequest, chance: Chance): Said {
  const { data } = request
  const task = JSON_TASKS.find((one) => one === request.task)
  if (!task) return { content: ABOUT, refusal: null }
  const judging = task.startsWith('judge-') || task === 'borderline-split'
  if (!judging && NOT_FOR_PRACTICE.test(`${data.category ?? ''} ${data.subcategory ?? ''}`))
    return {
      content: null,
      refusal: 'The demo model does not write for this category. Use a model of your own, or write the item yourself.',
    }
  return { content: JSON.stringify(WRITERS[task](request, chance)), refusal: null }
}

function completion(request: DemoRequest, { content, refusal, calls = [] }: Said) {
  const written = [content ?? refusal ?? '', ...calls.map((call) => call.arguments)].join('')
  const [input, output] = [estimateTokens(request.sent), estimateTokens(written)]
  const toolCalls = calls.map(({ id, ...called }) => ({ id, type: 'function', function: called }))
  const message = {
    ...{ role: 'assistant', content, ...(refusal ? { refusal } : {}) },
    ...(toolCalls.length > 0 ? { tool_calls: toolCalls } : {}),
  }
  return {
    id: 'chatcmpl-demo',
    object: 'chat.completion',
    created: 0,
    model: DEMO_MODEL,
    system_fingerprint: 'rules and word lists; no language model',
    choices: [{ index: 0, message, finish_reason: calls.length > 0 ? 'tool_calls' : 'stop' }],
    usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
  }
}

/**
 * A fetch for the openai client that never leaves the process. Waits 0 to `latencyMs`, as seeded. `asksFor`: what a request
 * with tools is made for (`refusal`, or anything else); without it the words of the request decide.
 */
export function createDemoFetch(latencyMs = DEMO_LATENCY_MS, asksFor: string | null = null) {
  return async (_target: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const request = readRequest(typeof init.body === 'string' ? init.body : '')
    if (!request) return Response.json({ error: { message: 'This is no chat completion.' } }, { status: 400 })
    // The fence is random a call, so that the blocks themselves, not the prompt's text, are what the chance hangs on.
    const { seed, task, intent, data, chat } = request
    const chance = seedChance(seed, task ?? '', intent, JSON.stringify(data), ...(chat ? [chat.asked] : []))
    const waited = chance.next() * latencyMs
    if (waited >= 1) await sleep(waited, undefined, { signal: init.signal ?? undefined })
    return Response.json(completion(request, chat ? act(chat, asksFor, chance) : answer(request, chance)))
  }
}
