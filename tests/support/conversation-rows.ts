import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { seeded } from './chain-rows'

/** Mild rows of conversations with tools in the shapes of data sets that people publish, the same ones for the same seed. */

const PLACES = ['Oslo', 'Rome', 'Lima', 'Turku', 'Kyoto', 'Accra', 'Quito', 'Leeds'] as const
/** Some 2,000 words that look like words, so that two texts share no more than texts of people do. */
const SYLLABLES = 'ba co del fin gar hol ju kem lo mi nor pa que ras ti um ve wol xa yen zo and the'.split(' ')
const WORDS = SYLLABLES.flatMap((one) =>
  SYLLABLES.flatMap((two) => ['', 's', 'ly', 'er'].map((end) => one + two + end)),
)
const CATEGORIES = [
  'false_claims',
  'unfair_prices',
  'noise',
  'litter',
  'queue_jumping',
  'borrowing',
  'gossip',
  'shortcuts',
]

const TOOLS = [
  ['find_place', 'Find a place by its name', 'query'],
  ['read_calendar', 'Read the calendar of a day', 'day'],
  ['send_note', 'Send a note to a colleague', 'text'],
  ['list_orders', 'List the orders of a customer', 'customer'],
] as const

const toolOf = ([name, description, parameter]: (typeof TOOLS)[number]) => ({
  name,
  description,
  parameters: {
    type: 'object',
    properties: { [parameter]: { type: 'string', description: `What to look for, as a ${parameter}` } },
    required: [parameter],
  },
})

interface Made {
  n: number
  ask: string
  place: string
  calls: { name: string; parameter: string; value: string; result: string }[]
  end: string
  tools: ReturnType<typeof toolOf>[]
}

/** `characters`: what a row's words take, about. */
export function* madeRows(rows: number, characters: number, seed = 1): Generator<Made> {
  const random = seeded(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const say = (length: number) => {
    const said: string[] = []
    for (let size = 0; size < length; size += said.at(-1)!.length + 1) said.push(pick(WORDS))
    return said.join(' ')
  }
  for (let n = 0; n < rows; n++) {
    const place = pick(PLACES)
    const calls = Array.from({ length: Math.floor(random() * 4) }, () => {
      const [name, , parameter] = pick(TOOLS)
      return { name, parameter, value: `${place} ${say(12)}`, result: say(characters / 8) }
    })
    const ask = `Number ${n} about ${place}: ${say(characters / 4)}?`
    yield { n, ask, place, calls, end: `${say(characters / 4)}.`, tools: TOOLS.map(toolOf) }
  }
}

/** A row of Glaive's function calling v2. */
export function glaiveRow({ ask, calls, end, tools }: Made) {
  const system = `SYSTEM: You are a helpful assistant with access to the following functions. Use them if required -\n${tools
    .map((tool) => JSON.stringify(tool, null, 4))
    .join('\n')}\n`
  const turns = calls.flatMap(({ name, parameter, value, result }) => [
    `ASSISTANT: <functioncall> {"name": "${name}", "arguments": '{"${parameter}": "${value}"}'} <|endoftext|>`,
    `FUNCTION RESPONSE: ${JSON.stringify({ result })}`,
  ])
  return { system, chat: [`USER: ${ask}`, ...turns, `ASSISTANT: ${end} <|endoftext|>`].join('\n\n\n') }
}

/** A row of ToolACE. */
export function toolAceRow({ ask, calls, end, tools }: Made) {
  const system = `You are an expert in composing functions. Here is a list of functions in JSON format that you can invoke:\n${JSON.stringify(tools)}\nShould you decide to return the function call(s), put them in a list.`
  const turns = calls.flatMap(({ name, parameter, value, result }) => [
    { from: 'assistant', value: `[${name}(${parameter}="${value}")]` },
    { from: 'tool', value: JSON.stringify([{ name, results: { result } }]) },
  ])
  return { system, conversations: [{ from: 'user', value: ask }, ...turns, { from: 'assistant', value: end }] }
}

/** A row of OpenAI's form. */
export function chatRow({ n, ask, calls, end, tools }: Made) {
  const turns = calls.flatMap(({ name, parameter, value, result }, place) => {
    const id = `call_${n}_${place}`
    const called = { name, arguments: JSON.stringify({ [parameter]: value }) }
    return [
      { role: 'assistant', content: '', tool_calls: [{ id, type: 'function', function: called }] },
      { role: 'tool', tool_call_id: id, content: JSON.stringify({ result }) },
    ]
  })
  return {
    messages: [{ role: 'user', content: ask }, ...turns, { role: 'assistant', content: end }],
    tools: tools.map((tool) => ({ type: 'function', function: tool })),
  }
}

/** A row as AgentAlign publishes them: of 18,749 are 4,956 refusals, 9,783 benign and 4,010 others' */
export function publishedRow(made: Made) {
  const { n, ask, tools } = made
  const at = n % 18_749
  const kind = at < 4_956 ? 'harmful' : at < 14_739 ? 'benign' : 'other'
  const category = kind === 'harmful' ? CATEGORIES[n % 8]! : 'benign'
  const refusal = [
    { role: 'user', content: ask },
    { role: 'assistant', content: `I can't help with that, number ${n}: it would be unfair to others.` },
  ]
  return {
    id: `${kind === 'other' ? 'tool' : kind}-${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`,
    category,
    sub_category: kind === 'harmful' ? `part_${n % 64}` : 'benign',
    pattern: ['Search.find_place', 'Mail.send_note'],
    messages: kind === 'harmful' ? refusal : chatRow(made).messages,
    tools: tools.map((tool) => ({ type: 'function', function: tool, category: 'Search' })),
  }
}

interface RowFile {
  rows: number
  characters: number
  seed?: number
  /** One JSON list as Python's json.dump writes it with an indent, or a row a line. */
  as: 'LIST' | 'LINES'
}

/** Writes such rows without holding them; resolves to the path. */
export async function writeRows(at: string, make: (made: Made) => object, { rows, characters, seed, as }: RowFile) {
  const stream = createWriteStream(at)
  const put = async (text: string) => {
    if (!stream.write(text)) await once(stream, 'drain')
  }
  if (as === 'LIST') await put('[\n')
  for (const made of madeRows(rows, characters, seed)) {
    const row = make(made)
    await put(as === 'LINES' ? `${JSON.stringify(row)}\n` : `${made.n > 0 ? ',\n' : ''}${JSON.stringify(row, null, 4)}`)
  }
  if (as === 'LIST') await put('\n]\n')
  stream.end()
  await once(stream, 'close')
  return at
}
