import type { AssistantMessage } from './content'

type Stop = NonNullable<AssistantMessage['stop']>

/** What providers call it: OpenAI's words, and those of Anthropic, Gemini and Mistral where a gateway passes them on. */
const STOP_WORDS: Record<string, Stop> = {
  ...{ stop: 'stop', end_turn: 'stop', stop_sequence: 'stop', eos: 'stop', completed: 'stop' },
  ...{ tool_calls: 'tool_calls', tool_use: 'tool_calls', function_call: 'tool_calls' },
  ...{ length: 'length', max_tokens: 'length', model_length: 'length' },
  ...{
    content_filter: 'content_filter',
    safety: 'content_filter',
    recitation: 'content_filter',
    blocked: 'content_filter',
  },
  ...{ refusal: 'refusal', error: 'error' },
}

/** Why a model stopped, in the words of a response's content; undefined where nothing said so. */
export function readStop(finishReason: string | null): Stop | undefined {
  if (finishReason === null || finishReason === '') return undefined
  const word = finishReason.toLowerCase()
  return Object.hasOwn(STOP_WORDS, word) ? STOP_WORDS[word] : 'other'
}
