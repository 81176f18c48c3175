import { croissant } from './croissant'
import type { WrittenFormat } from './format'

/** A file beside a data file, so that its trainer can begin. */
export interface Companion {
  name: string
  text: string
}
export interface DataFile {
  /** As it is called in its folder. */
  file: string
  /** The data set's name: letters, figures, "-" and "_". */
  name: string
  rows: number
  /** SPDX id; null: not said. */
  licence: string | null
  /** Files of the other parts, which are not trained on, by the parts' names. */
  others?: readonly { split: string; file: string; sha256?: string }[]
  /** Of the file's bytes; a description for machines names files by it. */
  sha256?: string
  /** The same rows as Parquet, one file a part. */
  parquet?: readonly string[]
  about?: { title: string; project: string; date: string }
}

/**
 * What a trainer needs beside a format's data: its configuration with the hyper-parameters that AgentAlign published
 * (arXiv 2505.23020, appendix C), each marked; what it did not publish is marked too, and is ours to guess.
 */
export function companionsOf(format: WrittenFormat, file: DataFile): Companion[] {
  return COMPANIONS[format]?.(file) ?? []
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
const PUBLISHED = '# published'
const OURS = '# not published'
const HEAD = `# Values marked "published" are AgentAlign's (arXiv 2505.23020, appendix C: 4 L40 GPUs; more than about one
# epoch made models refuse too much). Those marked "not published" are a beginning, not a finding.
`

const COMPANIONS: Partial<Record<WrittenFormat, (file: DataFile) => Companion[]>> = {
  mistral: (file) => [{ name: 'mistral-finetune.yaml', text: mistral(file) }],
  'llamafactory-sharegpt': (file) => llamaFactory(file, SHAREGPT, sft),
  'llamafactory-openai': (file) => llamaFactory(file, OPENAI, sft),
  'preference-llamafactory': (file) => llamaFactory(file, RANKING, dpo),
  functionary: (file) => [{ name: 'functionary-train.sh', text: functionary(file) }],
  axolotl: (file) => [{ name: 'axolotl.yaml', text: axolotl(file) }, axolotlCard(file)],
  trl: (file) => [{ name: 'trl-sft.yaml', text: trl(file) }, trlCard(file, ['messages'])],
  'preference-trl': (file) => [
    { name: 'trl-dpo.yaml', text: trlDpo(file) },
    trlCard(file, ['prompt', 'chosen', 'rejected']),
  ],
  huggingface: (file) => [{ name: 'README.md', text: card(file) }, ...croissant(file)],
  openai: ({ file }) => [{ name: 'openai-fine-tune.sh', text: openAi(file, SUPERVISED) }],
  'preference-openai': ({ file }) => [{ name: 'openai-fine-tune.sh', text: openAi(file, DPO) }],
}

const mistral = ({ file }: DataFile) => `${HEAD}
data:
  instruct_data: "${file}"
  data: ""
  eval_instruct_data: ""
model_id_or_path: "" # the folder of Ministral-8B-Instruct-2410, which AgentAlign trained
lora:
  rank: 128 ${PUBLISHED}
seq_len: 8192 ${OURS}
batch_size: 1 ${OURS}
max_steps: 800 ${PUBLISHED}
optim:
  lr: 3.e-5 ${PUBLISHED}
  weight_decay: 0.1 ${OURS}
  pct_start: 0.05 ${OURS}
seed: 0
log_freq: 1
eval_freq: 100
no_eval: True
ckpt_freq: 100
save_adapters: True
run_dir: "" # a new folder
`

/** Listed whole: with one of them listed, the others lose their defaults. */
const SHAREGPT = {
  formatting: 'sharegpt',
  columns: { messages: 'conversations', system: 'system', tools: 'tools' },
  tags: {
    ...{ role_tag: 'from', content_tag: 'value', user_tag: 'human', assistant_tag: 'gpt' },
    ...{ observation_tag: 'observation', function_tag: 'function_call', system_tag: 'system' },
  },
}
const OPENAI = {
  formatting: 'openai',
  columns: { messages: 'messages', tools: 'tools' },
  tags: {
    ...{ role_tag: 'role', content_tag: 'content', user_tag: 'user', assistant_tag: 'assistant' },
    ...{ observation_tag: 'tool', function_tag: 'function', system_tag: 'system' },
  },
}
const RANKING = {
  ...{ ...SHAREGPT, ranking: true },
  columns: { ...SHAREGPT.columns, chosen: 'chosen', rejected: 'rejected' },
}
const sft = { stage: 'sft', rate: `3.0e-5 ${PUBLISHED}`, more: '' }
const dpo = {
  ...{ stage: 'dpo', rate: `5.0e-6 ${OURS}: AgentAlign trained on no pairs` },
  more: `pref_beta: 0.1 ${OURS}\npref_loss: sigmoid\n`,
}

function llamaFactory({ file, name, others = [] }: DataFile, entry: object, { stage, rate, more }: typeof sft) {
  const text = `${HEAD}
model_name_or_path: Qwen/Qwen2.5-7B-Instruct # which AgentAlign trained
stage: ${stage}
do_train: true
finetuning_type: lora
lora_rank: 128 ${PUBLISHED}
lora_alpha: 256 ${PUBLISHED}
lora_target: all ${OURS}
${more}dataset: ${name}
dataset_dir: . # where dataset_info.json is
template: qwen
cutoff_len: 8192 ${OURS}
per_device_train_batch_size: 1 ${OURS}
gradient_accumulation_steps: 8 ${OURS}
learning_rate: ${rate}
num_train_epochs: 1.0 ${PUBLISHED}
lr_scheduler_type: cosine ${OURS}
warmup_ratio: 0.1 ${OURS}
bf16: true
output_dir: saves/${name}
logging_steps: 10
save_steps: 500
`
  return [
    {
      name: 'dataset_info.json',
      text: json({
        [name]: { file_name: file, ...entry },
        ...Object.fromEntries(others.map((one) => [`${name}_${one.split}`, { file_name: one.file, ...entry }])),
      }),
    },
    { name: `llamafactory-${stage}.yaml`, text },
  ]
}

const functionary = ({ file, name }: DataFile) => `#!/bin/sh
${HEAD}# From the root of the functionary repository. Published: QLoRA, the learning rate, one epoch. Not published: all else.
deepspeed functionary/train/train_lora.py \\
    --model_name_or_path meetkai/functionary-small-v3.2 \\
    --train_data_path ${file} \\
    --eval_data_path ${file} \\
    --q_lora True \\
    --learning_rate 2e-5 \\
    --num_train_epochs 1 \\
    --bf16 True \\
    --per_device_train_batch_size 1 \\
    --gradient_accumulation_steps 8 \\
    --per_device_eval_batch_size 1 \\
    --evaluation_strategy no \\
    --save_strategy epoch \\
    --weight_decay 0. \\
    --warmup_ratio 0.03 \\
    --lr_scheduler_type cosine \\
    --logging_steps 1 \\
    --model_max_length 8192 \\
    --gradient_checkpointing True \\
    --deepspeed ds_config/zero2.json \\
    --output_dir ${name}
`

const axolotl = ({ name }: DataFile) => `${HEAD}
base_model: Qwen/Qwen2.5-7B-Instruct
datasets:
  - path: . # this folder, by its README.md, which says what its columns hold
    split: train
    type: chat_template
    field_messages: messages
    field_tools: tools
    roles_to_train: [assistant]
    train_on_eos: turn
    message_field_training: train
adapter: lora
lora_r: 128 ${PUBLISHED}
lora_alpha: 256 ${PUBLISHED}
lora_target_linear: true ${OURS}
sequence_len: 8192 ${OURS}
micro_batch_size: 1 ${OURS}
gradient_accumulation_steps: 8 ${OURS}
num_epochs: 1 ${PUBLISHED}
learning_rate: 0.00003 ${PUBLISHED}
optimizer: adamw_torch ${OURS}
lr_scheduler: cosine ${OURS}
warmup_ratio: 0.1 ${OURS}
bf16: auto
output_dir: ./${name}
`

const lora = `use_peft: true
lora_r: 128 ${PUBLISHED}
lora_alpha: 256 ${PUBLISHED}
lora_target_modules: all-linear ${OURS}
per_device_train_batch_size: 1 ${OURS}
gradient_accumulation_steps: 8 ${OURS}
num_train_epochs: 1 ${PUBLISHED}
bf16: true
`

const trl = ({ name }: DataFile) => `${HEAD}
model_name_or_path: Qwen/Qwen2.5-7B-Instruct
datasets:
  - path: . # this folder, by its README.md, which says what its columns hold
    split: train
${lora}learning_rate: 3.0e-5 ${PUBLISHED}
max_length: 8192 ${OURS}
output_dir: ${name}
`

const trlDpo = ({ name }: DataFile) => `${HEAD}
model_name_or_path: Qwen/Qwen2.5-7B-Instruct
datasets:
  - path: . # this folder, by its README.md, which says what its columns hold
    split: train
${lora}learning_rate: 5.0e-6 ${OURS}: AgentAlign trained on no pairs
beta: 0.1 ${OURS}
output_dir: ${name}
`

const SUPERVISED = '{"type": "supervised", "supervised": {"hyperparameters": {"n_epochs": 1}}}'
const DPO = '{"type": "dpo", "dpo": {"hyperparameters": {"n_epochs": 1, "beta": 0.1}}}'

const openAi = (file: string, method: string) =>
  `#!/bin/sh
${HEAD}# Published: one epoch. A service that speaks OpenAI's format takes the same two steps. MODEL: one that it fine-tunes.
set -e
ID=$(openai api files.create -f ${file} -p fine-tune | python3 -c 'import json, sys; print(json.load(sys.stdin)["id"])')
curl -sS "\${OPENAI_BASE_URL:-https://api.openai.com/v1}/fine_tuning/jobs" \\
    -H "Authorization: Bearer $OPENAI_API_KEY" -H "Content-Type: application/json" \\
    -d "{\\"training_file\\": \\"$ID\\", \\"model\\": \\"$MODEL\\", \\"method\\": $METHOD}"
`.replace('$METHOD', method.replaceAll('"', '\\"'))

const SIZES: [number, string][] = [
  ...([
    [1e3, 'n<1K'],
    [1e4, '1K<n<10K'],
    [1e5, '10K<n<100K'],
    [1e6, '100K<n<1M'],
  ] as [number, string][]),
  ...([[1e7, '1M<n<10M']] as [number, string][]),
]
const sizeOf = (rows: number) => SIZES.find(([below]) => rows < below)?.[1] ?? '10M<n<100M'

const splitOf = ({ split, file }: { split: string; file: string }) =>
  `      - split: ${split}\n        path: ${JSON.stringify(file)}`

/**
 * What `datasets` would else infer from the first ten megabytes of a file: a column that is null up to there, or calls that
 * only come later, would end the loading.
 */
const filesAndColumns = ({ file, others = [] }: Pick<DataFile, 'file' | 'others'>, columns: string) => `configs:
  - config_name: default
    default: true
    data_files:
${[{ split: 'train', file }, ...others].map(splitOf).join('\n')}
dataset_info:
  - config_name: default
    features:
${columns}`

const texts = (names: readonly string[], indent: string) =>
  names.map((name) => `${indent}- {name: ${name}, dtype: string}\n`).join('')

const CALLS = `          - name: tool_calls
            list:
${texts(['id', 'type'], '              ')}              - name: function
                struct:
${texts(['name', 'arguments'], '                  ')}`

/** Of rows/huggingface.ts. */
const HUB_COLUMNS = `${texts(['id', 'intent', 'split', 'category', 'sub_category'], '      ')}      - {name: pattern, list: string}
${texts(['label', 'licence', 'source'], '      ')}      - name: messages
        list:
${texts(['role', 'content'], '          ')}${CALLS}${texts(['tool_call_id', 'name', 'reasoning_content'], '          ')}          - {name: weight, dtype: int64}
${texts(['tools'], '      ')}`

/** Of axolotlRow; Axolotl takes out what is null. */
const axolotlCard = (file: DataFile) => ({
  name: 'README.md',
  text: `---
${filesAndColumns(
  file,
  `      - name: messages
        list:
${texts(['role', 'content', 'name', 'tool_call_id', 'reasoning_content'], '          ')}${CALLS}          - {name: train, dtype: bool}
${texts(['tools'], '      ')}`,
)}---

# ${file.name}

${file.rows.toLocaleString('en')} rows for Axolotl's \`type: chat_template\`; arguments and \`tools\` are JSON text.
`,
})

/** Messages whose arguments are objects of any shape: JSON, of which no types are inferred. */
const trlCard = (file: DataFile, lists: readonly string[]) => ({
  name: 'README.md',
  text: `---
${filesAndColumns(file, lists.map((name) => `      - {name: ${name}, list: json}\n`).join('') + texts(['tools'], '      '))}---

# ${file.name}

${file.rows.toLocaleString('en')} rows for TRL; \`tools\` is JSON text. Needs \`datasets\` 4.7 or later.
`,
})

/** The head of the card that the Hub reads, with the columns below it. */
const card = ({ file, name, rows, licence, others = [], parquet = [] }: DataFile) => `---
pretty_name: ${JSON.stringify(name)}
license: ${licence ? JSON.stringify(licence.toLowerCase()) : 'other'}
${licence ? '' : 'license_name: see-licences\nlicense_link: LICENCES.md\n'}language: [en]
size_categories: ["${sizeOf(rows)}"]
task_categories: [text-generation]
tags: [agent, tool-use, function-calling, safety, refusal]
annotations_creators: [expert-generated]
${filesAndColumns({ file, others }, HUB_COLUMNS)}---

# ${name}

${rows.toLocaleString('en')} conversations with tools. \`messages\` is a list in OpenAI's form; the arguments of calls, and \`tools\`, are
JSON text. \`intent\` says what was asked (harmful, borderline, benign), \`split\` what a borderline request was settled to be,
\`label\` what people found the response to be, \`licence\` and \`source\` whose row it is where it is not the data set's own.
${parquet.length === 0 ? '' : `\n${parquet.map((one) => `\`${one}\``).join(', ')}: the same rows as flat Parquet, lists and conversations as JSON text.\n`}`
