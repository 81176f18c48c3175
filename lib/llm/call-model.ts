import OpenAI from 'openai'
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions'
import { type JsonOutput, PRESETS, type PresetId } from '@/lib/core/model/presets'
import { type AllowPrivate, hostOf } from './base-url'
import { type Answer, classify } from './classify'
import { type Deadline, startDeadline } from './deadline'
import { createDemoFetch } from './demo/demo-fetch'
import { ModelError } from './model-error'
import { createSafeFetch } from './safe-fetch'
import { allowsStrict } from './strict-schema'

export interface Endpoint {
  preset: PresetId
  baseUrl: string
  /** null for a server that wants none. */
  apiKey: string | null
  model: string
  jsonOutput: JsonOutput
}

export interface Message {
  role: 'system' | 'user' | 'assistant' | 'tool'
  /** Null beside tool calls without a word. */
  content: string | null
  tool_call_id?: string
  tool_calls?: unknown[]
}

export interface ModelRequest {
  task: string
  messages: Message[]
  temperature: number | null
  seed: number | null
  maxTokens: number
  /** name: the task. */
  json?: { name: string; schema: unknown }
  /** OpenAI's tool definitions, as they are. Several calls at once are allowed: every endpoint's default, so never said. */
  tools?: unknown[]
  /** Left out: the endpoint's default, which is `auto` beside tools. */
  toolChoice?: 'auto' | 'none' | 'required'
}

export interface CallOptions {
  /** From the first byte sent to the last one read. */
  timeoutMs?: number
  signal?: AbortSignal
  allowPrivate: AllowPrivate
  /** The demo model waits up to this long (ms). */
  demoLatencyMs?: number
}

export interface ModelReply {
  /** The text of the answer as it came, but for the key (should a server echo it) and U+0000, which no database text holds. */
  body: string
  status: number
  ms: number
  requestId: string | null
}

export const CALL_MS = 90_000

function responseFormat(jsonOutput: JsonOutput, json: ModelRequest['json']) {
  if (!json || jsonOutput === 'PROMPT') return {}
  if (jsonOutput === 'OBJECT') return { response_format: { type: 'json_object' } }
  const { name, schema } = json
  return { response_format: { type: 'json_schema', json_schema: { name, schema, strict: allowsStrict(schema) } } }
}

/** The request as this endpoint wants it: only what it was asked for, under the endpoint's own names. */
export function buildBody(endpoint: Pick<Endpoint, 'preset' | 'model' | 'jsonOutput'>, request: ModelRequest) {
  const { maxTokensField, seedField, maxTemperature } = PRESETS[endpoint.preset]
  const { temperature, seed, tools, toolChoice } = request
  return {
    model: endpoint.model,
    messages: request.messages,
    [maxTokensField]: request.maxTokens,
    ...(temperature === null ? {} : { temperature: Math.min(temperature, maxTemperature) }),
    ...(seed === null || seedField === null ? {} : { [seedField]: seed }),
    ...responseFormat(endpoint.jsonOutput, request.json),
    ...(tools && tools.length > 0 ? { tools, ...(toolChoice ? { tool_choice: toolChoice } : {}) } : {}),
  }
}

/** Takes out the key, however a server may have put it into its answer. */
export function withoutKey(text: string, apiKey: string | null): string {
  if (!apiKey || apiKey.length < 8) return text
  const forms = [apiKey, JSON.stringify(apiKey).slice(1, -1), encodeURIComponent(apiKey)]
  return forms.reduce((clean, form) => clean.replaceAll(form, '[key]'), text)
}

/** OpenRouter and others answer 200 with an error inside when the model behind them failed. */
function errorInside({ body, headers }: Answer): Answer | null {
  if (!/^\s*\{\s*"error"\s*:\s*\{/.test(body.slice(0, 200))) return null
  const code = /"code"\s*:\s*"?(\d{3})\b/.exec(body.slice(0, 4_000))?.[1]
  const status = Number(code ?? 502)
  return { body, headers, status: status >= 400 && status < 600 ? status : 502 }
}

interface Run {
  fetch: (url: string | URL | Request, init?: RequestInit) => Promise<Response>
  answer: Answer | null
  failure: unknown
}

/** Keeps what went over the wire, so that nothing depends on how the client reads or words it. */
function watch(inner: Run['fetch'], apiKey: string | null): Run {
  const run: Run = { fetch: inner, answer: null, failure: null }
  run.fetch = async (url, init) => {
    try {
      const response = await inner(url, init)
      const body = withoutKey((await response.text()).replaceAll('\u0000', '\ufffd'), apiKey)
      run.answer = { status: response.status, headers: response.headers, body }
      return new Response([204, 205, 304].includes(response.status) ? null : '{}', { status: response.status })
    } catch (error) {
      run.failure = error
      throw error
    }
  }
  return run
}

const createClient = ({ baseUrl, apiKey }: Endpoint, fetch: Run['fetch']) =>
  new OpenAI({
    baseURL: baseUrl.replace(/\/+$/, ''),
    apiKey: apiKey ?? 'none',
    // Whatever openai would read from the environment is the operator's for OpenAI, not for this endpoint.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: 'off',
    maxRetries: 0,
    fetch,
    ...(apiKey ? {} : { defaultHeaders: { Authorization: null } }),
  })

function toModelError(error: unknown, run: Run, host: string, stop: { deadline: Deadline; caller?: AbortSignal }) {
  if (stop.caller?.aborted)
    return new ModelError('ABORTED', 'The call was stopped. What it may have cost is not known.')
  if (run.failure instanceof ModelError) return run.failure
  if (stop.deadline.timedOut())
    return new ModelError('TIMEOUT', `${host} did not answer in time. The call was given up.`)
  if (run.answer && run.answer.status >= 400) return classify(run.answer, host, Date.now())
  const why = error instanceof Error ? error.name : 'unknown'
  return new ModelError('NETWORK', `${host} could not be asked (${why}).`)
}

/**
 * One model call over chat completions; no retry, no parsing. Throws only ModelError.
 * Addresses are checked and pinned, redirects refused, size and time limited (safe-fetch.ts).
 */
export async function callModel(endpoint: Endpoint, request: ModelRequest, options: CallOptions): Promise<ModelReply> {
  const began = performance.now()
  const host = URL.canParse(endpoint.baseUrl) ? hostOf(new URL(endpoint.baseUrl)) : 'The endpoint'
  const timeoutMs = options.timeoutMs ?? CALL_MS
  const deadline = startDeadline(timeoutMs, options.signal)
  const demo = endpoint.preset === 'demo'
  const inner = demo ? createDemoFetch(options.demoLatencyMs, request.task) : createSafeFetch(options.allowPrivate)
  const run = watch(inner, endpoint.apiKey)
  try {
    const params = buildBody(endpoint, request) as unknown as ChatCompletionCreateParamsNonStreaming
    await createClient(endpoint, run.fetch)
      .chat.completions.create(params, { signal: deadline.signal, timeout: timeoutMs + 1_000, maxRetries: 0 })
      .asResponse()
  } catch (error) {
    throw toModelError(error, run, host, { deadline, caller: options.signal })
  } finally {
    deadline.end()
  }
  const answer = run.answer
  if (!answer) throw new ModelError('NETWORK', `${host} gave no answer.`)
  const inside = errorInside(answer)
  if (inside) throw classify(inside, host, Date.now())
  const { status, body, headers } = answer
  return { body, status, ms: Math.round(performance.now() - began), requestId: headers.get('x-request-id') }
}
