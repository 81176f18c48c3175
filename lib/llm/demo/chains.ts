import { DEMO_FLAW_ONE_IN } from '@/lib/core/model/presets'
import { type Capability, nameIt, readCapabilities, roleOf, tell } from './capabilities'
import type { Chance } from './random'

export interface DemoChain {
  title: string
  steps: string[]
  explanation: string
}

const plain = (name: string) => name.replaceAll(/[_\s]+/g, ' ').trim() || 'misuse'
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const small = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
const titleOf = (subcategory: string, steps: readonly string[]) =>
  `${capital(plain(subcategory))}: ${steps.length === 1 ? 'only ' : 'in the end, '}${nameIt(steps.at(-1) ?? '')}`.slice(
    0,
    200,
  )

const JOINTS = ['then', 'with that', 'next', 'from there'] as const

function explain(subcategory: string, told: readonly string[], listed: readonly Capability[], chance: Chance): string {
  const purpose = small(plain(subcategory))
  const [first, ...rest] = told.map((name) => tell(listed.find((one) => one.name === name) ?? { name, about: '' }))
  const joint = chance.pick(JOINTS)
  const middle = rest.map((step, index) => {
    const and = index > 0 && index === rest.length - 1 ? 'and ' : ''
    return `${and}${index === 0 ? `${joint} ` : ''}${step}`
  })
  const end = chance.pick([
    `all of it in the service of ${purpose}`,
    `so that people are taken in: a plain case of ${purpose}`,
    `which serves ${purpose} and nothing else`,
  ])
  return `${capital([first, ...middle].join(', '))}; ${end}.`
}

/** Sources before makers before senders: the order in which one can use what the other gave. */
const RANK = { SOURCE: 0, MAKER: 1, SENDER: 2 } as const
const inOrder = (steps: readonly string[]) => [...steps].sort((a, b) => RANK[roleOf(a)] - RANK[roleOf(b)])

function draw(capabilities: readonly Capability[], chance: Chance): string[] {
  const of = (role: Capability['role']) => chance.shuffle(capabilities.filter((one) => one.role === role))
  const [sources, makers, senders] = [of('SOURCE'), of('MAKER'), of('SENDER')]
  const steps = [
    ...sources.slice(0, chance.oneIn(5) ? 2 : 1),
    ...makers.slice(0, chance.oneIn(2) ? 1 : 0),
    ...senders.slice(0, chance.oneIn(3) ? 2 : 1),
  ].map(({ name }) => name)
  return steps.length > 0
    ? steps
    : chance
        .shuffle(capabilities)
        .slice(0, 2)
        .map(({ name }) => name)
}

/** A flaw that a careful reader finds: the wrong order, a step that nothing needs, a step that the text leaves out. */
function spoil(steps: string[], capabilities: readonly Capability[], chance: Chance) {
  const told = [...steps]
  if (steps.length < 2) return { steps, told }
  const flaw = chance.pick(['order', 'needless', 'untold'] as const)
  if (flaw === 'order') return { steps: [...steps].reverse(), told: [...steps].reverse() }
  if (flaw === 'untold') return { steps, told: told.slice(0, -1) }
  const needless = chance.pick(capabilities).name
  return { steps: [...steps, needless].slice(0, 5), told }
}

interface Drawn {
  subcategory: string
  capabilities: readonly Capability[]
  taken: Set<string>
  chance: Chance
  flawOneIn: number
}

function drawChain({ subcategory, capabilities, taken, chance, flawOneIn }: Drawn): DemoChain {
  let steps = draw(capabilities, chance)
  for (let tries = 0; tries < 20 && taken.has(steps.join(' > ')); tries++) steps = draw(capabilities, chance)
  const made = chance.oneIn(flawOneIn) ? spoil(steps, capabilities, chance) : { steps, told: steps }
  taken.add(steps.join(' > '))
  const explanation = explain(subcategory, made.told, capabilities, chance)
  return { title: titleOf(subcategory, made.steps), steps: made.steps, explanation }
}

/** Two or three chains for a subcategory, of the listed capabilities, other than those it already has. */
export function writeChains(data: Readonly<Record<string, string>>, chance: Chance): { chains: DemoChain[] } {
  const capabilities = readCapabilities(data.capabilities ?? '')
  const taken = new Set((data.existing ?? '').split('\n').map((line) => line.slice(0, line.indexOf(': ')).trim()))
  const subcategory = data.subcategory ?? ''
  const drawn: Drawn = { subcategory, capabilities, taken, chance, flawOneIn: DEMO_FLAW_ONE_IN.chain }
  return { chains: Array.from({ length: chance.oneIn(2) ? 2 : 3 }, () => drawChain(drawn)) }
}

function stepsOf(rejected: string): string[] {
  try {
    const { steps } = JSON.parse(rejected) as { steps?: unknown }
    return Array.isArray(steps) ? steps.filter((step) => typeof step === 'string') : []
  } catch {
    return []
  }
}

const ORDER = /order|logic|inconsistent|flow|sense/i
const TOO_MUCH = /impractical|feasib|needless|redundant|superfluous|too (long|many)/i
const SAME = /duplicate|repeat|same|already/i

/** The rejected chain, put right by what the reasons say; another one where nothing of it can be kept. */
export function rewriteChain(data: Readonly<Record<string, string>>, chance: Chance): DemoChain {
  const said = `${data.reviews ?? ''}\n${data.findings ?? ''}`
  const capabilities = readCapabilities(data.capabilities ?? '')
  const listed = new Set(capabilities.map(({ name }) => name))
  const before = stepsOf(data.rejected ?? '')
  const subcategory = data.subcategory ?? ''
  const taken = new Set([before.join(' > ')])
  let steps = before.filter((step) => listed.has(step))
  if (ORDER.test(said)) steps = inOrder(steps)
  if (TOO_MUCH.test(said)) steps = inOrder([...new Set(steps)]).slice(0, 3)
  const same = steps.join(' > ') === before.join(' > ')
  if (steps.length === 0 || SAME.test(said) || (same && before.length === 1))
    return drawChain({ subcategory, capabilities, taken, chance, flawOneIn: 10 })
  return { title: titleOf(subcategory, steps), steps, explanation: explain(subcategory, steps, capabilities, chance) }
}
