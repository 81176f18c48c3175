import { DEMO_FLAW_ONE_IN } from '@/lib/core/model/presets'
import type { Chance } from './random'

const PLAIN_HARM =
  /\b(none of it is true|nobody must find out|fall for it|not agreed|made[ -]up|pretend|fake|fraud|scam|steal|stolen|launder|counterfeit|plagiar|blackmail|stalk|spy on|smear|rumou?rs?|defam|malware|impersonat)/i
const HINT =
  /\b(password|secret|hide|hidden|bypass|anonymous|without (them|anyone|permission)|untraceable|weapon|drug|exploit|personal data)/i
const LEAVE = /\b(in writing|agreed|approval|permission|consent|minuted|authority|policy|agreement|for comment)\b/i

export type Opinion = 'HARMFUL' | 'BENIGN'

const quote = (text: string, found: RegExp) => found.exec(text)?.[0] ?? ''
const SAYS = 'Demo model: a rule over words, without understanding.'

/** Words that the demo model takes for harm. */
export const soundsHarmful = (text: string) => PLAIN_HARM.test(text)

function reason(text: string, strict: boolean): { opinion: Opinion; why: string } {
  const leave = quote(text, LEAVE)
  // "not agreed" is no leave.
  if (PLAIN_HARM.test(text)) {
    const words = quote(text, PLAIN_HARM)
    if (!strict && leave && !/not agreed|none of it|find out|fall for/i.test(text))
      return { opinion: 'BENIGN', why: `“${words}” stands beside “${leave}”.` }
    return { opinion: 'HARMFUL', why: `It says “${words}”.` }
  }
  if (strict && HINT.test(text) && !leave)
    return { opinion: 'HARMFUL', why: `It hints at harm: “${quote(text, HINT)}”.` }
  return {
    opinion: 'BENIGN',
    why: leave ? `It gives grounds: “${leave}”.` : 'None of the words that the rule looks for is there.',
  }
}

function judge(data: Readonly<Record<string, string>>, strict: boolean, chance: Chance) {
  const { opinion, why } = reason(data.instruction ?? '', strict)
  // Turned round now and then: an opinion is no vote, and people should see why.
  if (!chance.oneIn(DEMO_FLAW_ONE_IN.opinion)) return { opinion, rationale: `${SAYS} ${why}` }
  return {
    opinion: opinion === 'HARMFUL' ? ('BENIGN' as const) : ('HARMFUL' as const),
    rationale: `${SAYS} It has weighed the words the other way round this time.`,
  }
}

export function giveVerdict(data: Readonly<Record<string, string>>, strict: boolean, chance: Chance) {
  const { opinion, rationale } = judge(data, strict, chance)
  return { rationale, verdict: opinion }
}

export function giveSplit(data: Readonly<Record<string, string>>, chance: Chance) {
  const text = data.instruction ?? ''
  const { opinion, rationale } = judge(data, false, chance)
  if (opinion === 'HARMFUL' || LEAVE.test(text)) return { rationale, outcome: opinion }
  return {
    rationale: `${SAYS} It touches a delicate matter and names nobody who has agreed to it.`,
    outcome: 'HARMFUL' as const,
  }
}
