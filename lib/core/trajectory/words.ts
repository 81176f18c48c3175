import type { Message, Outcome, ResponseContent } from './content'

/** What a response says, in words that people read, search and compare. */

export const OUTCOME_WORDS: Record<Outcome, string> = {
  FINISHED: 'finished',
  REFUSED: 'refused',
  STEP_LIMIT: 'stopped at the step limit',
  TOKEN_LIMIT: 'stopped at the token limit',
  TRUNCATED: 'cut off',
  FILTERED: 'stopped by a content filter',
  MODEL_ERROR: 'the model failed',
  UNKNOWN: 'outcome not known',
}

type Messages = Pick<ResponseContent, 'messages'>

/** The words of the user, all turns. */
export const requestOf = ({ messages }: Messages): string =>
  messages
    .flatMap((message) => (message.role === 'user' ? [message.text.trim()] : []))
    .filter(Boolean)
    .join('\n\n')

/** The last words of the assistant; empty where it never said any. */
export function answerOf({ messages }: Messages): string {
  const last = messages.findLast((message) => message.role === 'assistant' && message.text.trim() !== '')
  return last?.text.trim() ?? ''
}

export const stepCount = ({ messages }: Messages): number => messages.filter(({ role }) => role === 'assistant').length
export const callCount = ({ messages }: Messages): number =>
  messages.reduce((sum, message) => sum + (message.role === 'assistant' ? message.calls.length : 0), 0)

/** Letters and figures in runs; scripts without spaces count a sentence as one word. */
export const countWords = (text: string): number => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0

const MOST_NAMES = 50
const NAMES_SIZE = 2_000

/** Names of the tools called, each once, in the order of first calls; as many as an index takes. */
export function calledTools({ messages }: Messages): string[] {
  const names = new Set<string>()
  for (const message of messages) {
    if (message.role === 'assistant') for (const { name } of message.calls) if (name !== '') names.add(name)
  }
  let size = 0
  return [...names].slice(0, MOST_NAMES).filter((name) => {
    size += name.length + 3
    return size <= NAMES_SIZE
  })
}

/** What search reads, at most 2,000 characters: half for the request where it is long, the rest for the last words. */
export function responseSearchText(content: Messages): string {
  const answer = answerOf(content)
  const request = requestOf(content)
  const room = Math.max(1_000, 1_999 - answer.length)
  return [request.slice(0, room), answer].filter(Boolean).join('\n').slice(0, 2_000)
}

/** The whole response as one text, for word diffs: each message under a line that names it. */
export const responseText = ({ messages }: Messages): string => messages.map(messageText).join('\n\n')

function messageText(message: Message): string {
  const { role } = message
  if (role === 'tool') return `${message.error ? 'Error' : 'Result'} of ${message.name || 'a tool'}\n${message.text}`
  if (role !== 'assistant') return `${role === 'user' ? 'User' : 'System'}\n${message.text}`
  const calls = message.calls.map((call) => `Calls ${call.name}\n${call.arguments}`)
  return ['Assistant', message.reasoning, message.text, ...calls].filter(Boolean).join('\n')
}

/** "4 steps, 6 calls" */
export function sizeWords(content: Messages): string {
  const steps = stepCount(content)
  const calls = callCount(content)
  return `${steps} ${steps === 1 ? 'step' : 'steps'}, ${calls} ${calls === 1 ? 'call' : 'calls'}`
}
