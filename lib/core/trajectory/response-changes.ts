import type { ResponseContent } from './content'
import { blocksOf } from './outline'
import { joinSteps, type Step } from './steps'

/** A part of a response that is not the same in another: a step, what a user said, what the system said. */
export interface ChangedPart {
  /** "Step 4", "User", "System" */
  name: string
  /** Null: only the later one has it. */
  was: string | null
  /** Null: only the earlier one has it. */
  is: string | null
}

/** Steps and the words of others that differ, in order; each by its place among those of its kind. Runs in the browser. */
export function changedParts(
  before: Pick<ResponseContent, 'messages'>,
  after: Pick<ResponseContent, 'messages'>,
): ChangedPart[] {
  const was = partsOf(before)
  const is = partsOf(after)
  const names = [...new Set([...is.keys(), ...was.keys()])]
  return names.flatMap((name) => {
    const part = { name, was: was.get(name) ?? null, is: is.get(name) ?? null }
    return part.was === part.is ? [] : [part]
  })
}

function partsOf(content: Pick<ResponseContent, 'messages'>): Map<string, string> {
  const parts = new Map<string, string>()
  const count = { SYSTEM: 0, USER: 0, STRAY: 0 }
  for (const block of blocksOf(content, joinSteps(content))) {
    if (block.kind === 'STEP') {
      parts.set(`Step ${block.step.index + 1}`, stepText(block.step))
      continue
    }
    count[block.kind]++
    const nth = count[block.kind] > 1 ? ` ${count[block.kind]}` : ''
    const name = { SYSTEM: 'System', USER: 'User', STRAY: 'Result of no call' }[block.kind]
    parts.set(`${name}${nth}`, block.text)
  }
  return parts
}

/** A step as one text: what it thinks, says, calls, and what came back. */
const stepText = ({ reasoning, text, calls }: Step): string =>
  [
    ...[reasoning, text].filter(Boolean),
    ...calls.map(({ name, arguments: args, result }) => {
      const answer = result ? `${result.error ? 'Error' : 'Result'}: ${result.text}` : 'No result'
      return `${name} ${args}\n${answer}`
    }),
  ].join('\n')
