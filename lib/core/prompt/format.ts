import type { ChainContent } from '../chain/content'
import type { Decision } from '../review/verdict'

/** How facts of the database are laid out as a prompt's data. Plain lines; the fence around them is put by renderPrompt. */

export interface CapabilityFacts {
  name: string
  description: string
  gives: string
}

export interface JudgmentFacts {
  decision: Decision
  /** Labels of the criteria that the reviewer found not met. */
  failed: readonly string[]
  /** Labels of the reasons. */
  reasons: readonly string[]
  note: string
}

export interface FindingFacts {
  code: string
  message: string
}

/** One a line: `Social.create_post: Publish text. Gives a post id.` */
export const formatCapabilities = (capabilities: readonly CapabilityFacts[]): string =>
  capabilities.map(formatCapability).join('\n')

function formatCapability({ name, description, gives }: CapabilityFacts): string {
  const said = [sentence(description), gives.trim() && sentence(`Gives ${gives.trim()}`)].filter(Boolean).join(' ')
  return said ? `${name}: ${said}` : name
}

/** `1. Social.create_post: Publish text. Gives a post id.`, one a line. */
export function formatSteps(steps: readonly string[], capabilities: readonly CapabilityFacts[]): string {
  const byName = new Map(capabilities.map((capability) => [capability.name, capability]))
  const known = (name: string) => byName.get(name) ?? { name, description: '', gives: '' }
  return steps.map((name, index) => `${index + 1}. ${formatCapability(known(name))}`).join('\n')
}

/** Title, steps and explanation. */
export const formatChain = (chain: ChainContent, capabilities: readonly CapabilityFacts[]): string =>
  [chain.title, formatSteps(chain.steps, capabilities), chain.explanation].filter(Boolean).join('\n\n')

/** One a line: `a > b > c: explanation`. For what a target already has. */
export const formatExistingChains = (chains: readonly ChainContent[]): string =>
  chains.map(({ steps, explanation }) => `${steps.join(' > ')}: ${oneLine(explanation)}`).join('\n')

export const formatExistingInstructions = (texts: readonly string[]): string =>
  texts.map((text) => `- ${oneLine(text)}`).join('\n')

/** Function schemas, as JSON, one a step in the order of the steps. */
export const formatTools = (schemas: readonly unknown[]): string => JSON.stringify(schemas, null, 2)

/** Abstentions say nothing and are left out. */
export const formatReviews = (judgments: readonly JudgmentFacts[]): string =>
  judgments
    .filter(({ decision }) => decision !== 'ABSTAIN')
    .map(({ decision, failed, reasons, note }, index) =>
      [
        `Reviewer ${index + 1}: ${DECISIONS[decision]}.`,
        failed.length > 0 ? `Criteria not met: ${failed.join('; ')}.` : '',
        reasons.length > 0 ? `Reasons: ${reasons.join('; ')}.` : '',
        note.trim() ? `Note: ${note.trim()}` : '',
      ]
        .filter(Boolean)
        .join('\n'),
    )
    .join('\n\n')

export const formatFindings = (findings: readonly FindingFacts[]): string =>
  findings.map(({ code, message }) => `- ${code}: ${message}`).join('\n')

const DECISIONS = {
  ACCEPT: 'accepted',
  REJECT: 'rejected',
  EDIT: 'wants it changed',
  ABSTAIN: 'abstained',
  AMBIGUOUS: 'calls it ambiguous',
} as const
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()
const sentence = (text: string) => {
  const said = text.trim()
  return said === '' || /[.!?]$/.test(said) ? said : `${said}.`
}
