import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createDemoFetch } from '@/lib/llm/demo/demo-fetch'

/**
 * A scripted OpenAI-compatible endpoint on loopback. It counts and keeps every request with its time. Without a
 * script it answers as the demo model would, so that every task gets an answer of the right shape.
 */

export type Fault = 'hang' | 'reset' | 'reset-late' | 'half-json' | 'wrong-schema' | 'no-json' | 'huge' | 'unicode'

/** One answer. All of it is JSON, so that a script can be given to a server in another process. */
export interface Step {
  fault?: Fault
  /** An error answer of this status, or a redirect. */
  status?: number
  /** As the header says it: seconds, or a date. */
  retryAfter?: string
  headers?: Record<string, string>
  /** `error.code` and `error.message` of an error answer; {key} in the message becomes the key that was sent. */
  code?: string
  message?: string
  /** The answer's text, instead of the demo model's; {key} as above. */
  text?: string
  /** Tools that the answer calls; arguments go as they are, or as their JSON. */
  calls?: { name: string; arguments: unknown; id?: string }[]
  reasoning?: string
  /** Why it stopped; left out: `tool_calls` beside calls, `stop` otherwise. */
  finish?: string
  /** The whole body of an answer of 200, as it is. */
  body?: string
  usage?: { prompt_tokens: number; completion_tokens: number } | null
  delayMs?: number
}

export interface Script {
  /** Taken one after the other, whoever asks. */
  steps?: Step[]
  /** Once the steps are used up: each with its share of the calls, drawn in a fixed order by the call's number. */
  mix?: { share: number; step: Step }[]
  /** What is left. */
  otherwise?: Step
}

export interface Recorded {
  number: number
  /** Date.now() when its body was whole. */
  at: number
  /** When it was answered, or its connection was gone. */
  doneAt: number | null
  path: string
  authorization: string | null
  /** The name of the JSON schema asked for, if any. */
  task: string | null
  body: Record<string, unknown>
  step: Step
}

export interface ModelServer {
  /** What to give as base URL. */
  url: string
  port: number
  requests: Recorded[]
  /** Most requests that were open at once. */
  peak(): number
  play(script: Script | ((request: Omit<Recorded, 'step'>) => Step)): void
  forget(): void
  close(): Promise<void>
}

const HUGE_BYTES = 9 * 1024 * 1024
const demo = createDemoFetch(0)

/** Spreads the calls evenly over 0 … 1, the same way each time (golden ratio steps). */
const place = (number: number) => (number * 0.618033988749895) % 1

function pick(script: Script, taken: number, number: number): Step {
  const step = script.steps?.[taken]
  if (step) return step
  let at = place(number)
  for (const { share, step } of script.mix ?? []) {
    if (at < share) return step
    at -= share
  }
  return script.otherwise ?? {}
}

const taskOf = (body: Record<string, unknown>) => {
  const format = body.response_format as { json_schema?: { name?: string } } | undefined
  return format?.json_schema?.name ?? null
}

const completion = (said: Pick<Step, 'text' | 'calls' | 'reasoning' | 'finish' | 'usage'>) => ({
  id: 'chatcmpl-scripted',
  object: 'chat.completion',
  created: 0,
  model: 'scripted',
  choices: [{ index: 0, message: messageOf(said), finish_reason: said.finish ?? (said.calls ? 'tool_calls' : 'stop') }],
  ...(said.usage === null ? {} : { usage: said.usage ?? { prompt_tokens: 100, completion_tokens: 50 } }),
})

const messageOf = ({ text, calls, reasoning }: Step) => ({
  ...{ role: 'assistant', content: text ?? null },
  ...(reasoning === undefined ? {} : { reasoning_content: reasoning }),
  ...(calls && {
    tool_calls: calls.map(({ name, arguments: given, id }, index) => ({
      ...{ id: id ?? `call_${index}`, type: 'function' },
      function: { name, arguments: typeof given === 'string' ? given : JSON.stringify(given) },
    })),
  }),
})

const ODD_TEXT = 'na\u00efve \u{1f9ed} \u202e\u200b\u2066 \ufb01 e\u0301 \u6c34 \ud83d\ude00'

function bodyOf(step: Step): string | null {
  switch (step.fault) {
    case 'half-json':
      return JSON.stringify(completion({ text: '{"chains": [' })).slice(0, 60)
    case 'no-json':
      return '<html><body>Bad gateway</body></html>'
    case 'wrong-schema':
      return JSON.stringify(completion({ text: '{"surprise": [1, 2, 3]}' }))
    case 'unicode':
      return JSON.stringify(completion({ text: `${ODD_TEXT} \u0000 \ud800` }))
    case 'huge':
      return JSON.stringify(completion({ text: 'x'.repeat(HUGE_BYTES) }))
    default:
      if (step.body !== undefined) return step.body
      return step.text === undefined && !step.calls ? null : JSON.stringify(completion(step))
  }
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const text = Buffer.concat(parts).toString('utf8')
  return text ? (JSON.parse(text) as Record<string, unknown>) : {}
}

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))

async function answer(response: ServerResponse, { step, body, authorization }: Recorded) {
  if (step.delayMs) await wait(step.delayMs)
  if (step.fault === 'hang') return
  if (step.fault === 'reset') return void response.socket?.destroy()
  const key = authorization?.replace(/^Bearer /, '') ?? ''
  const send = (status: number, text: string) => {
    response.writeHead(status, {
      'content-type': 'application/json',
      'x-request-id': 'req-scripted',
      ...(step.retryAfter ? { 'retry-after': step.retryAfter } : {}),
      ...step.headers,
    })
    if (step.fault !== 'reset-late') return void response.end(text.replaceAll('{key}', key))
    response.write(text.slice(0, text.length / 2), () => response.socket?.destroy())
  }
  if (step.status && step.status !== 200) {
    const { code = null, message = `Scripted ${step.status}` } = step
    return send(step.status, JSON.stringify({ error: { message, type: code, code } }))
  }
  const text = bodyOf(step)
  if (text !== null) return send(200, text)
  const said = await demo('http://demo.invalid/v1/chat/completions', { method: 'POST', body: JSON.stringify(body) })
  send(200, await said.text())
}

export async function startModelServer(options: { port?: number; script?: Script } = {}): Promise<ModelServer> {
  let script: Script | ((request: Omit<Recorded, 'step'>) => Step) = options.script ?? {}
  const requests: Recorded[] = []
  let [taken, open, peak] = [0, 0, 0]

  const record = (path: string, body: Record<string, unknown>, authorization: string | null): Recorded => {
    const facts = {
      number: requests.length,
      at: Date.now(),
      doneAt: null,
      path,
      authorization,
      task: taskOf(body),
      body,
    }
    const step = typeof script === 'function' ? script(facts) : pick(script, taken++, facts.number)
    const recorded: Recorded = { ...facts, step }
    requests.push(recorded)
    return recorded
  }
  const play = (next: typeof script) => {
    script = next
    taken = 0
  }

  /** For those in another process: PUT /control a script, GET /control the requests, DELETE /control them. */
  async function control(request: IncomingMessage, response: ServerResponse) {
    if (request.method === 'PUT') play((await readJson(request)) as Script)
    if (request.method === 'DELETE') requests.length = 0
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ requests, peak }))
  }

  async function serve(request: IncomingMessage, response: ServerResponse) {
    if (request.url === '/control') return control(request, response)
    const body = await readJson(request)
    const recorded = record(request.url ?? '', body, request.headers.authorization ?? null)
    peak = Math.max(peak, ++open)
    response.on('close', () => {
      open--
      recorded.doneAt = Date.now()
    })
    await answer(response, recorded)
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.socket?.destroy())
  })
  await new Promise<void>((done) => server.listen(options.port ?? 0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v1`,
    port,
    requests,
    peak: () => peak,
    play,
    forget: () => {
      requests.length = 0
      peak = 0
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
