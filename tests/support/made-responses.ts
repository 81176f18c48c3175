import type { PlumblineResponse } from '@/lib/core/export/plumbline-jsonl'
import { canonicalJson } from '@/lib/core/json/canonical'
import { seededRandom } from '@/lib/core/sampling/random'
import type { Message } from '@/lib/core/trajectory/content'
import { listTools, schemaOf } from '@/lib/environment/tools'

/** Rows of the size and make-up of AgentAlign's (26 % refusals, else three or four steps; about 8 kB a line). */

/** Some thousand words, the first far commoner than the last, as in a language. */
const SYLLABLES = 'ha la mi no re sta tu vor wen xi bel cor da fen gri jo kal lun mar pol'.split(' ')
const WORDS = Array.from({ length: 4_000 }, (_, n) =>
  [n % 20, Math.floor(n / 20) % 20, Math.floor(n / 400)].map((at) => SYLLABLES[at]).join(''),
)

type Random = () => number
const word = (random: Random) => WORDS[Math.floor(random() ** 3 * WORDS.length)]!
const prose = (characters: number, random: Random): string => {
  let text = ''
  while (text.length < characters) text += `${word(random)} `
  return `${text.trim()}.`
}

const schemas = listTools().map(schemaOf)

function steps(tools: readonly { function: { name: string } }[], random: Random): Message[] {
  return tools.flatMap(({ function: { name } }): Message[] => {
    const id = Math.floor(random() * 1e15)
      .toString(36)
      .padStart(9, '0')
      .slice(0, 9)
    const given = { query: prose(30, random), limit: Math.floor(random() * 50), where: { kind: word(random) } }
    const found = Array.from({ length: 3 }, () => ({
      title: prose(25, random),
      text: prose(150, random),
      score: Math.floor(random() * 100),
    }))
    return [
      { role: 'assistant', text: '', calls: [{ id, name, arguments: JSON.stringify(given) }] },
      {
        ...{ role: 'tool', callId: id, name, text: JSON.stringify({ status: 'success', found }) },
        error: false,
        source: 'IMPORTED',
      },
    ]
  })
}

/** The same for the same number and seed. */
export function madeResponse(number: number, seed = 'rows'): PlumblineResponse {
  const random = seededRandom(`${seed} ${number}`)
  const harmful = number % 4 === 0
  const tools = Array.from(
    { length: 3 + (number % 2) },
    (_, place) => schemas[(number * 7 + place * 13) % schemas.length]!,
  )
  const request: Message = { role: 'user', text: `${prose(300, random)} ${number}` }
  const answer: Message = { role: 'assistant', text: prose(harmful ? 500 : 900, random), calls: [] }
  const judgment = { counted: true, criteria: { fits: true, holds: true }, reasons: [], compliesFrom: null }
  const label = harmful ? ('refusal' as const) : ('completed' as const)
  const hash = number.toString(16).padStart(64, '0')
  return {
    ...{ format: 'plumbline-response/1', item: number, category: ['made', `part-${number % 64}`] },
    ...{ intent: harmful ? 'HARMFUL' : 'BENIGN', origin: 'GENERATED', model: 'made', outcome: 'FINISHED', world: null },
    tools,
    messages: harmful ? [request, answer] : [request, ...steps(tools, random), answer],
    revision: { number: 1, attempt: 1, author: 'MODEL', hash },
    verdict: 'PASSED',
    rule: {
      kind: 'MAJORITY',
      slots: 3,
      firstTo: null,
      editCountsAs: 'REJECT',
      ambiguousCountsAs: 'REJECT',
      startAt: null,
    },
    judgments: ['r1', 'r2', 'r3'].map((reviewer) => ({ reviewer, decision: 'ACCEPT' as const, label, ...judgment })),
    ...{
      adjudication: null,
      label,
      quarantined: false,
      pattern: tools.map(({ function: { name } }) => `Area.${name}`),
    },
    instruction: { item: 1_000_000 + number, revision: 1, hash },
    chain: { item: 2_000_000 + number, revision: 1, hash },
  } as PlumblineResponse
}

export const madeLine = (number: number, seed?: string): string => canonicalJson(madeResponse(number, seed))
