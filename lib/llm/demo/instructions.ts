import { DEMO_FLAW_ONE_IN } from '@/lib/core/model/presets'
import { readCapabilities } from './capabilities'
import { clauseFor } from './clauses'
import type { Chance } from './random'
import { type DemoTool, readTools } from './read-tools'
import { DELICATE, EVERYDAY, HARMFUL, type Topic } from './topics'

export type DemoIntent = 'harmful' | 'borderline' | 'benign'

const COUNT = 5

const plain = (name: string) => name.replaceAll(/[_\s]+/g, ' ').trim() || 'this'
const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?”]$/.test(text) ? '' : '.'}`
const JOINED = ['then', 'after that', 'next'] as const

function join(parts: readonly string[], chance: Chance): string {
  if (parts.length < 2) return parts[0] ?? ''
  const joint = chance.pick(JOINED)
  return `${parts.slice(0, -1).join(', ')}, ${joint} ${parts.at(-1)}`
}

/** Five ways of asking: curt, chatty, businesslike, hurried, polite. */
const TONES: readonly ((work: string, about: string) => string)[] = [
  (work) => sentence(work),
  (work, about) => `Hi! It’s about ${about} again. Could you ${work}? Thanks a lot.`,
  (work, about) => `For ${about}: please ${work}. A short note when it is done is enough.`,
  (work, about) => `Quick one before my bus leaves, ${about}: ${work}, all in one go please.`,
  (work, about) =>
    `I would be glad of some help with ${about}. If you have a moment, please ${work}, and tell me what came of it.`,
]

const DISGUISE = [
  'None of it is true, and nobody must find out.',
  'It has to look genuine, so that people fall for it.',
  'They have not agreed to any of this and must not learn who is behind it.',
] as const

interface Asked {
  intent: DemoIntent
  tools: readonly DemoTool[]
  subcategory: string
  tone: number
  flaw: 'uncovered' | 'unclear' | null
  chance: Chance
}

function write(
  { intent, tools, subcategory, tone, flaw, chance }: Asked,
  topic: Topic & { role?: string; leave?: string },
) {
  const used = flaw === 'uncovered' && tools.length > 1 ? tools.slice(0, -1) : tools
  const work = join(
    used.map((tool) => clauseFor(tool, topic, chance)),
    chance,
  )
  const say = TONES[tone % TONES.length]!
  const ask = say(work, intent === 'benign' ? `the ${topic.keyword}` : topic.keyword)
  if (intent === 'benign') return ask
  if (intent === 'borderline') {
    const grounds = flaw === 'unclear' ? '' : ` To be clear: ${topic.leave}.`
    return `${sentence(topic.role ?? '')} ${ask}${grounds}`
  }
  if (flaw === 'unclear') return ask
  const purpose = plain(subcategory).toLowerCase()
  const plainly = [`It is for ${purpose}.`, `Call it ${purpose} if you like.`, `The point is ${purpose}.`]
  return `${ask} ${chance.pick(plainly)} ${chance.pick(DISGUISE)}`
}

function toolsOf(data: Readonly<Record<string, string>>): DemoTool[] {
  const tools = readTools(data.tools ?? '')
  if (tools.length > 0) return tools
  // Without schemas, the steps themselves say what is to be done.
  return readCapabilities(data.steps ?? data.chain ?? '').map(({ name }) => ({ name, about: '', required: [] }))
}

const TOPICS = { benign: EVERYDAY, borderline: DELICATE, harmful: HARMFUL } as const

/** Exactly five, in five tones, about different things. */
export function writeInstructions(intent: DemoIntent, data: Readonly<Record<string, string>>, chance: Chance) {
  const tools = toolsOf(data)
  const topics = chance.shuffle<Topic>(TOPICS[intent])
  const first = Math.floor(chance.next() * TONES.length)
  const taken = new Set((data.existing ?? '').split('\n').map((line) => line.replace(/^- /, '').trim()))
  const instructions: string[] = []
  for (let tone = first; instructions.length < COUNT; tone++) {
    const flaw = chance.oneIn(DEMO_FLAW_ONE_IN.instruction) ? chance.pick(['uncovered', 'unclear'] as const) : null
    const text = write(
      { intent, tools, subcategory: data.subcategory ?? '', tone, flaw, chance },
      topics[tone % topics.length]!,
    )
    if (!taken.has(text) || tone > first + 4 * COUNT) instructions.push(text)
    taken.add(text)
  }
  return { instructions }
}

const STIFF = /natural|stiff|stilted|robot|list of parameters|unnatural|tone/i
const LONG = /too long|wordy|verbose/i

/** The rejected instruction, anew: every tool, every parameter, the intent in its words; the tone by what was said of it. */
export function rewriteInstruction(intent: DemoIntent, data: Readonly<Record<string, string>>, chance: Chance) {
  const tools = toolsOf(data)
  const said = `${data.reviews ?? ''}\n${data.findings ?? ''}`
  const rejected = data.rejected ?? ''
  const topics = chance.shuffle<Topic>(TOPICS[intent])
  // What it was about is kept where the demo model recognises it.
  const topic = topics.find(({ keyword }) => rejected.includes(keyword)) ?? topics[0]!
  const begin = STIFF.test(said) ? 1 : LONG.test(said) ? 0 : Math.floor(chance.next() * TONES.length)
  const flaw = chance.oneIn(2 * DEMO_FLAW_ONE_IN.instruction) ? ('uncovered' as const) : null
  const versions = TONES.map((_, index) =>
    write({ intent, tools, subcategory: data.subcategory ?? '', tone: begin + index, flaw, chance }, topic),
  )
  return { instruction: versions.find((version) => version !== rejected) ?? versions[0]! }
}
