import { expect, test } from 'vitest'
import { companionsOf } from '@/lib/core/export/companions'
import { WRITTEN_FORMATS } from '@/lib/core/export/format'
import { DATASET_FORMATS } from '@/lib/core/export/registry'
import { CASES, caseConversation } from '../../support/golden-cases'

const file = { file: 'train.jsonl', name: 'demo', rows: 18_749, licence: 'Apache-2.0' }
const textOf = (format: (typeof WRITTEN_FORMATS)[number], name: string) =>
  companionsOf(format, file).find((one) => one.name === name)!.text

test('a published value is the paper’s, every other says that it is not', () => {
  expect(textOf('mistral', 'mistral-finetune.yaml')).toMatch(
    /rank: 128 # published[\s\S]*max_steps: 800 # published[\s\S]*lr: 3\.e-5 # published/,
  )
  expect(textOf('llamafactory-sharegpt', 'llamafactory-sft.yaml')).toMatch(/lora_alpha: 256 # published/)
  expect(textOf('functionary', 'functionary-train.sh')).toMatch(
    /--q_lora True[\s\S]*--learning_rate 2e-5[\s\S]*--num_train_epochs 1 /,
  )
  for (const format of WRITTEN_FORMATS) {
    for (const { text } of companionsOf(format, file)) expect(text).not.toMatch(/batch_size: \d+$/m)
  }
})

test('LLaMA-Factory’s entry lists every column and every tag: one listed takes the defaults of the others', () => {
  const { demo } = JSON.parse(textOf('llamafactory-sharegpt', 'dataset_info.json'))
  expect(demo).toMatchObject({
    file_name: 'train.jsonl',
    formatting: 'sharegpt',
    columns: { messages: 'conversations', system: 'system', tools: 'tools' },
  })
  for (const format of ['llamafactory-sharegpt', 'llamafactory-openai', 'preference-llamafactory'] as const) {
    expect(Object.keys(JSON.parse(textOf(format, 'dataset_info.json')).demo.tags)).toHaveLength(7)
  }
  expect(JSON.parse(textOf('preference-llamafactory', 'dataset_info.json')).demo).toMatchObject({
    ranking: true,
    columns: { chosen: 'chosen' },
  })
})

test('the Hub’s card names its file, size and licence', () => {
  const card = textOf('huggingface', 'README.md')
  expect(card).toMatch(
    /^---\n[\s\S]*license: "apache-2.0"[\s\S]*"10K<n<100K"[\s\S]*path: "train.jsonl"\ndataset_info:[\s\S]*\n---\n/,
  )
  const parted = companionsOf('huggingface', { ...file, others: [{ split: 'test', file: 'test.jsonl' }] })[0]!.text
  expect(parted).toMatch(
    /- split: train\n {8}path: "train.jsonl"\n {6}- split: test\n {8}path: "test.jsonl"\ndataset_info:/,
  )
  expect(companionsOf('huggingface', { ...file, licence: null })[0]!.text).toMatch(
    /license: other\nlicense_name: see-licences\nlicense_link: LICENCES.md/,
  )
})

test('cards say what their rows hold, member by member, so that nothing is left to be inferred', () => {
  const conversation = caseConversation(CASES['2 parallel calls, 2 results'])
  const answer = DATASET_FORMATS.huggingface.open().row({ kind: 'CONVERSATION', conversation })
  const row = JSON.parse(answer.ok ? answer.text : '{}')
  const members = (of: object) => Object.keys(of)
  const [, made] = row.messages
  const [call] = made.tool_calls
  const named = [...textOf('huggingface', 'README.md').matchAll(/^( +)- \{?name: (\w+)/gm)]
  const at = (indent: number) => named.flatMap(([, space, name]) => (space!.length === indent ? [name] : []))
  expect(at(6)).toEqual(members(row))
  expect(at(10)).toEqual(members(made))
  expect(at(14)).toEqual(members(call))
  expect(at(18)).toEqual(members(call.function))
  const axolotl = DATASET_FORMATS.axolotl.open().row({ kind: 'CONVERSATION', conversation })
  const messages: object[] = JSON.parse(axolotl.ok ? axolotl.text : '{}').messages
  const said = [...textOf('axolotl', 'README.md').matchAll(/^ {10}- \{?name: (\w+)/gm)].map(([, name]) => name)
  expect(said).toEqual(expect.arrayContaining([...new Set(messages.flatMap(members)), 'reasoning_content', 'train']))
  expect(textOf('trl', 'README.md')).toMatch(/features:\n {6}- \{name: messages, list: json\}\n {6}- \{name: tools,/)
  expect(textOf('trl', 'trl-sft.yaml')).toContain('- path: .')
})
