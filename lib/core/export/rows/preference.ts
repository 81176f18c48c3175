import type { JsonObject } from '../../record/conversation'
import type { PairSide, PreferencePair } from '../../record/pair'
import { type ExportRow, type ExportTurn, prepareRow, Unsayable } from '../turns'
import { say, shareGptTools, shareGptTurns } from './llamafactory'
import { callsInParallel, openAiMessage } from './openai'
import {
  type Assistant,
  dropTextBesideCalls,
  functionsOf,
  mustBeAnswered,
  mustFollowTheirCalls,
  type Notes,
  noteDeveloper,
  noteReasoning,
} from './rules'
import { trlMessage, trlTools } from './trl'

interface Prepared {
  row: ExportRow
  prompt: ExportTurn[]
  chosen: Assistant
  rejected: Assistant
}

/** Both sides as rows; what stands before the answers must be the same in both to the byte. */
function prepare(pair: PreferencePair, notes: Notes): Prepared {
  const chosen = side(pair, pair.chosen)
  const rejected = side(pair, pair.rejected)
  const prompt = chosen.turns.slice(0, -1)
  if (JSON.stringify(prompt) !== JSON.stringify(rejected.turns.slice(0, -1))) {
    throw new Unsayable('what stands before the answers is not the same')
  }
  for (const note of [...chosen.notes, ...rejected.notes]) notes.add(note)
  if (pair.cut) notes.add('what follows the first answer is left out')
  mustBeAnswered([...prompt, chosen.turns.at(-1)!])
  mustFollowTheirCalls(prompt)
  noteReasoning([...chosen.turns, ...rejected.turns], notes)
  return { row: chosen, prompt, chosen: chosen.turns.at(-1) as Assistant, rejected: rejected.turns.at(-1) as Assistant }
}

function side({ prompt }: PreferencePair, { message }: PairSide): ExportRow {
  const prepared = prepareRow({ ...prompt, messages: [...prompt.messages, message] })
  if (!prepared.ok) throw new Unsayable(prepared.reason)
  return prepared.row
}

export function trlPair(pair: PreferencePair, notes: Notes): JsonObject {
  const { row, prompt, chosen, rejected } = prepare(pair, notes)
  noteDeveloper(prompt, notes)
  return {
    prompt: prompt.map((turn) => trlMessage(turn, notes)),
    chosen: [trlMessage(chosen, notes)],
    rejected: [trlMessage(rejected, notes)],
    ...trlTools(row, notes),
  }
}

export function openAiPair(pair: PreferencePair, notes: Notes): JsonObject {
  const { row, prompt, chosen, rejected } = prepare(pair, notes)
  const parallel = callsInParallel([...prompt, chosen, rejected])
  return {
    input: {
      messages: prompt.map(openAiMessage),
      ...(row.tools.length > 0 && { tools: functionsOf(row), parallel_tool_calls: parallel }),
    },
    preferred_output: [openAiMessage(chosen)],
    non_preferred_output: [openAiMessage(rejected)],
  }
}

export function llamaFactoryPair(pair: PreferencePair, notes: Notes): JsonObject {
  const { row, prompt, chosen, rejected } = prepare(pair, notes)
  const { system, conversations } = shareGptTurns({ ...row, turns: prompt }, notes)
  const asks = conversations.every(({ from }, place) => /^(human|observation)$/.test(from) === (place % 2 === 0))
  if (!asks || conversations.length % 2 === 0) throw new Unsayable('two messages of one side stand in a row')
  const [better, worse] = [chosen, rejected].map((turn) => say(dropTextBesideCalls([turn], notes)[0] as Assistant))
  if (better!.value === worse!.value)
    throw new Unsayable('without the text beside their calls the answers are the same')
  return { conversations, system, tools: shareGptTools(row, notes), chosen: better!, rejected: worse! }
}
