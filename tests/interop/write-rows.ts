import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { companionsOf } from '@/lib/core/export/companions'
import { type DatasetRecord, WRITTEN_FORMATS, type WrittenFormat } from '@/lib/core/export/format'
import { isFatal } from '@/lib/core/export/lint/problem'
import { DATASET_FORMATS } from '@/lib/core/export/registry'
import { makePair } from '@/lib/core/record/pair'
import { sha256 } from '@/lib/data/hash'
import { writeParquet } from '@/lib/services/snapshots/parquet-file'
import type { Pieces } from '@/lib/services/snapshots/write-file'
import { anyConversation } from '../support/any-conversation'
import { careless } from '../support/careless-rows'
import { CASES, type CaseName, caseConversation, type GoldenCase } from '../support/golden-cases'

/**
 * Every golden case, and 300 drawn ones with all that trainers differ over, in every format that can say it, a folder a
 * format: what the scripts beside this load. The same ones each time.
 */
const [folder] = process.argv.slice(2)
if (!folder) throw new Error('Name a folder to write to.')

const golden = (Object.keys(CASES) as CaseName[]).map((name) => {
  const one: GoldenCase = CASES[name]
  return { ...caseConversation(one), id: name }
})
const drawn = fc.sample(anyConversation, { seed: 7, numRuns: 300 })
const conversations = [...golden, ...drawn.map((one, place) => ({ ...one, id: `benign-${place + 1}` }))]
const refusal = caseConversation({
  messages: [CASES['ends on assistant text'].messages[0]!, { role: 'assistant', text: 'I cannot look.', calls: [] }],
})
const pairs = golden.flatMap((conversation) => {
  const made = makePair(conversation, refusal)
  return made.ok ? [made.pair] : []
})

async function* onePiece(text: string): Pieces {
  yield text
  return { written: 0, leftOut: [], notes: [] }
}

const recordsOf = (format: WrittenFormat): DatasetRecord[] =>
  DATASET_FORMATS[format].takes === 'CONVERSATION'
    ? conversations.map((conversation) => ({ kind: 'CONVERSATION', conversation }))
    : DATASET_FORMATS[format].takes === 'PAIR'
      ? pairs.map((pair) => ({ kind: 'PAIR', pair }))
      : []

for (const format of WRITTEN_FORMATS) {
  const records = recordsOf(format)
  if (records.length === 0) continue
  const { open, extension } = DATASET_FORMATS[format]
  const writer = open()
  const answers = records.map((record) => writer.row(record))
  const texts = answers.flatMap((answer) => (answer.ok ? [answer.text] : []))
  const file = `train.${extension}`
  mkdirSync(path.join(folder, format), { recursive: true })
  const whole = writer.begin() + texts.join('') + writer.end()
  writeFileSync(path.join(folder, format, file), whole)
  if (format === 'huggingface') {
    const pieces: Buffer[] = []
    for await (const piece of writeParquet(onePiece(whole))) pieces.push(Buffer.from(piece))
    writeFileSync(path.join(folder, format, 'train.parquet'), Buffer.concat(pieces))
  }
  for (const { name, text } of companionsOf(format, {
    file,
    name: 'golden',
    rows: texts.length,
    licence: 'Apache-2.0',
    sha256: sha256(whole),
    parquet: ['train.parquet'],
    about: { title: 'Golden cases', project: 'golden', date: '2026-11-22' },
  })) {
    writeFileSync(path.join(folder, format, name), text)
  }
  process.stdout.write(`${format}: ${texts.length} of ${records.length}\n`)
}

/** The same cases written without care, with what the linter says of each: its consumer must say the same. */
for (const format of ['mistral', 'llamafactory-sharegpt', 'llamafactory-openai'] as const) {
  const rows = (Object.keys(CASES) as CaseName[]).map((name) => {
    const row = careless(format, CASES[name])
    // A part that is lost in silence leaves no trace that a script could look for.
    const seen = DATASET_FORMATS[format]
      .lint(row)
      .filter((one) => one.effect !== 'LOST' || one.code === 'arguments_text')
    return JSON.stringify({ name, refused: seen.some(isFatal), row })
  })
  writeFileSync(path.join(folder, format, 'careless.jsonl'), `${rows.join('\n')}\n`)
}
