import type { ItemStage } from '../item/lists'
import type { Conversation, JsonObject } from '../record/conversation'
import { AgentAlignChainWriter } from './agentalign-chains'
import type {
  DatasetFormat,
  DatasetRecord,
  DatasetWriter,
  FormatChecks,
  RecordKind,
  RowAnswer,
  WrittenFormat,
} from './format'
import { lintFunctionary } from './lint/functionary'
import { lintLlamaFactoryOpenAi, lintLlamaFactoryShareGpt } from './lint/llamafactory'
import { lintMistral } from './lint/mistral'
import { lintOpenAi } from './lint/openai'
import { lintAgentAlign, lintChainRow, lintHuggingFace, lintJudgment } from './lint/plain'
import { lintPreferenceLlamaFactory, lintPreferenceOpenAi, lintPreferenceTrl } from './lint/preference'
import { isFatal, type LintProblem } from './lint/problem'
import { lintAxolotl, lintTrl } from './lint/trl'
import { agentAlignRow } from './rows/agentalign'
import { huggingFaceRow } from './rows/huggingface'
import { judgmentRows } from './rows/judgments'
import { llamaFactoryOpenAiRow, shareGptRow } from './rows/llamafactory'
import { mistralRow } from './rows/mistral'
import { functionaryRow, openAiRow } from './rows/openai'
import { llamaFactoryPair, openAiPair, trlPair } from './rows/preference'
import { Notes } from './rows/rules'
import { axolotlRow, trlRow } from './rows/trl'
import { whyWithheld } from './safety'
import { type ExportRow, prepareRow, Unsayable } from './turns'

type Lint = (row: unknown, checks?: FormatChecks) => LintProblem[]
type Described = Pick<DatasetFormat, 'label' | 'what'>
type Rows = (record: DatasetRecord, notes: Notes) => JsonObject[]

/** What stands around and between the rows of a file. */
const LINES = {
  begin: '',
  between: '',
  after: '\n',
  end: '',
  extension: 'jsonl',
  mediaType: 'application/jsonl; charset=utf-8',
} as const
const LIST = {
  begin: '[\n',
  between: ',\n',
  after: '',
  end: '\n]\n',
  extension: 'json',
  mediaType: 'application/json; charset=utf-8',
} as const

type WriteConversation = (row: ExportRow, notes: Notes, conversation: Conversation) => JsonObject

/** The one way from a record to a row of a training file: first the rule of safety, then the shape. */
const ofConversation =
  (write: WriteConversation): Rows =>
  (record, notes) => {
    if (record.kind !== 'CONVERSATION') throw new Unsayable('it is no conversation')
    withhold(record.conversation)
    const prepared = prepareRow(record.conversation)
    if (!prepared.ok) throw new Unsayable(prepared.reason)
    for (const note of prepared.row.notes) notes.add(note)
    for (const turn of prepared.row.turns) {
      if (turn.role === 'assistant') for (const { text, value } of turn.calls) notes.known.set(text, value)
    }
    return [write(prepared.row, notes, record.conversation)]
  }

const ofPair =
  (write: (pair: Extract<DatasetRecord, { kind: 'PAIR' }>['pair'], notes: Notes) => JsonObject): Rows =>
  (record, notes) => {
    if (record.kind !== 'PAIR') throw new Unsayable('it is no pair of answers')
    const { prompt, chosen, rejected } = record.pair
    for (const { message, label, quarantined } of [chosen, rejected]) {
      withhold({ ...prompt, messages: [...prompt.messages, message], label, quarantined })
    }
    return [write(record.pair, notes)]
  }

function withhold(conversation: Conversation): void {
  const reason = whyWithheld(conversation)
  if (reason !== null) throw new Unsayable(reason)
}

const ofJudged: Rows = (record) => {
  if (record.kind !== 'JUDGED') throw new Unsayable('it has no judgments')
  return judgmentRows(record.line)
}

interface Making {
  frame: typeof LINES | typeof LIST
  takes: RecordKind
  stages: readonly ItemStage[]
  rows: Rows
  lint: Lint
}

function make(name: WrittenFormat, described: Described, { frame, takes, stages, rows, lint }: Making): DatasetFormat {
  const { extension, mediaType } = frame
  return {
    ...{ name, ...described, extension, mediaType, takes, stages, trains: takes !== 'JUDGED' },
    lint,
    open(checks) {
      let written = 0
      return {
        begin: () => frame.begin,
        end: () => frame.end,
        row(record) {
          const answer = serialise(record, rows, lint, checks)
          if (!answer.ok) return answer
          const text = answer.rows.map((row) => (written++ === 0 ? '' : frame.between) + row + frame.after).join('')
          return { ok: true, text, notes: answer.notes }
        },
      }
    },
  }
}

type Serialised = { ok: true; rows: string[]; notes: string[] } | { ok: false; reason: string }

function serialise(record: DatasetRecord, rows: Rows, lint: Lint, checks?: FormatChecks): Serialised {
  const notes = new Notes()
  try {
    const made = rows(record, notes)
    const problems = made.flatMap((row) => lint(row, { ...checks, known: notes.known }))
    const fatal = problems.find(isFatal)
    if (fatal) return { ok: false, reason: `its trainer would not take it: ${fatal.message}` }
    if (problems.some(({ code }) => code === 'arguments_not_as_asked')) notes.add('arguments do not fit their schema')
    return { ok: true, rows: made.map((row) => JSON.stringify(row)), notes: [...notes] }
  } catch (error) {
    if (error instanceof Unsayable) return { ok: false, reason: error.message }
    throw error
  }
}

const training = (rows: WriteConversation, lint: Lint, frame: Making['frame'] = LINES): Making => ({
  ...{ frame, takes: 'CONVERSATION', stages: ['RESPONSE'], rows: ofConversation(rows), lint },
})
const pairs = (write: Parameters<typeof ofPair>[0], lint: Lint): Making => ({
  ...{ frame: LINES, takes: 'PAIR', stages: ['RESPONSE'], rows: ofPair(write), lint },
})

const MADE: Record<Exclude<WrittenFormat, 'agentalign-chains'>, [label: string, what: string, making: Making]> = {
  agentalign: [
    'AgentAlign',
    'One JSON list in the shape of the published data set: id, category, sub_category, pattern, messages, tools.',
    training(agentAlignRow, lintAgentAlign, LIST),
  ],
  openai: [
    'OpenAI fine-tuning',
    'Chat JSONL with tools, arguments as text; also taken by services that speak OpenAI’s format.',
    training(openAiRow, lintOpenAi),
  ],
  mistral: [
    'mistral-finetune',
    'Instruct JSONL. Ids of calls have nine characters; text beside a call becomes a message of its own.',
    training(mistralRow, lintMistral),
  ],
  'llamafactory-sharegpt': [
    'LLaMA-Factory, ShareGPT',
    'JSONL of conversations, system and tools, all of it text; comes with its entry for dataset_info.json.',
    training(shareGptRow, lintLlamaFactoryShareGpt),
  ],
  'llamafactory-openai': [
    'LLaMA-Factory, OpenAI messages',
    'JSONL of messages with arguments as objects, which pass through Arrow’s types: prefer ShareGPT.',
    training(llamaFactoryOpenAiRow, lintLlamaFactoryOpenAi),
  ],
  functionary: [
    'functionary',
    'JSONL of messages and tools; results carry their tool’s name and stand in the order of their calls.',
    training(functionaryRow, lintFunctionary),
  ],
  huggingface: [
    'Hugging Face data set',
    'JSONL with one schema for the whole file: the conversation and what is known of it.',
    training(huggingFaceRow, lintHuggingFace),
  ],
  trl: ['TRL', 'Conversational JSONL with arguments as objects and tools as JSON text.', training(trlRow, lintTrl)],
  axolotl: ['Axolotl', 'JSONL for type: chat_template, arguments as text.', training(axolotlRow, lintAxolotl)],
  'preference-trl': [
    'Preference pairs, TRL',
    'Prompt, chosen and rejected, each side one message.',
    pairs(trlPair, lintPreferenceTrl),
  ],
  'preference-llamafactory': [
    'Preference pairs, LLaMA-Factory',
    'ShareGPT with chosen and rejected, for "ranking": true.',
    pairs(llamaFactoryPair, lintPreferenceLlamaFactory),
  ],
  'preference-openai': [
    'Preference pairs, OpenAI',
    'Input, preferred and non-preferred output.',
    pairs(openAiPair, lintPreferenceOpenAi),
  ],
  judgments: [
    'Judgments',
    'A line for each judgment: item, reviewer under a pseudonym, label, and what else was said.',
    { frame: LINES, takes: 'JUDGED', stages: ['CHAIN', 'INSTRUCTION', 'RESPONSE'], rows: ofJudged, lint: lintJudgment },
  ],
}

const chains: DatasetFormat = {
  ...{ name: 'agentalign-chains', label: 'AgentAlign chain file', extension: 'json', mediaType: LIST.mediaType },
  what: 'One JSON file in the shape of AgentAlign’s own tool chains. Chains come grouped by category and subcategory.',
  ...{ takes: 'CHAIN', stages: ['CHAIN'], trains: false, lint: lintChainRow },
  open(): DatasetWriter {
    const writer = new AgentAlignChainWriter()
    return { begin: () => '', end: () => writer.end(), row: (record) => chainRow(writer, record) }
  },
}

function chainRow(writer: AgentAlignChainWriter, record: DatasetRecord): RowAnswer {
  if (record.kind !== 'CHAIN') return { ok: false, reason: 'it is no chain' }
  const { category, title, steps, explanation } = record.line
  const content = { ...(title !== undefined && { title }), steps, explanation }
  const part = writer.add({ category, content })
  return part.ok ? { ok: true, text: part.text, notes: part.lost.map((lost) => `${lost} is left out`) } : part
}

/** Every format that Plumbline writes, by name. */
export const DATASET_FORMATS: Record<WrittenFormat, DatasetFormat> = {
  ...(Object.fromEntries(
    Object.entries(MADE).map(([name, [label, what, making]]) => [
      name,
      make(name as WrittenFormat, { label, what }, making),
    ]),
  ) as Record<Exclude<WrittenFormat, 'agentalign-chains'>, DatasetFormat>),
  'agentalign-chains': chains,
}
