import type { DatasetFormat, DatasetRecord, WrittenFormat } from '../export/format'
import type { PlumblineChain, PlumblineInstruction, PlumblineResponse } from '../export/plumbline-jsonl'
import { DATASET_FORMATS } from '../export/registry'
import { fromResponse } from '../record/response'
import type { SnapshotStage } from './spec'

/** What a snapshot can be taken out as. Plumbline JSONL is its rows' own lines, byte for byte. */
export type DeliveryFormat = 'plumbline-jsonl' | WrittenFormat

/** `table`: the same rows once more, as other programs read them. */
export const DELIVERY_SHAPES = ['rows', 'table'] as const
export type DeliveryShape = (typeof DELIVERY_SHAPES)[number]

export interface Delivery {
  name: DeliveryFormat
  label: string
  what: string
  extension: string
  mediaType: string
  /** Pairs are frozen beside the rows: what there is of them is counted apart. */
  takes: DatasetFormat['takes']
  table: { label: string; extension: 'csv' | 'parquet'; mediaType: string } | null
}

const LINES: Delivery = {
  name: 'plumbline-jsonl',
  label: 'Plumbline JSONL',
  what: 'The frozen lines themselves, each with its revision, votes, verdict, rule and pinned parents. What the snapshot’s hash is over.',
  extension: 'jsonl',
  mediaType: 'application/jsonl; charset=utf-8',
  takes: 'JUDGED',
  table: null,
}

const TABLES: Partial<Record<WrittenFormat, NonNullable<Delivery['table']>>> = {
  judgments: { label: 'Wide table', extension: 'csv', mediaType: 'text/csv; charset=utf-8' },
  huggingface: { label: 'Parquet', extension: 'parquet', mediaType: 'application/vnd.apache.parquet' },
}

/** The formats of a stage, its own lines first. */
export const deliveriesOf = (stage: SnapshotStage): Delivery[] => [
  LINES,
  ...Object.values(DATASET_FORMATS)
    .filter((format) => format.stages.includes(stage))
    .map(({ name, label, what, extension, mediaType, takes }) => ({
      ...{ name, label, what, extension, mediaType, takes },
      table: TABLES[name] ?? null,
    })),
]

export const findDelivery = (stage: SnapshotStage, name: string): Delivery | null =>
  deliveriesOf(stage).find((one) => one.name === name) ?? null

/** A line that is not what it was frozen as: the database was changed past its triggers, or its disk failed. */
export class BrokenLine extends Error {}

export type FrozenLine = PlumblineChain | PlumblineInstruction | PlumblineResponse

const FORMATS = {
  CHAIN: 'plumbline-chain/1',
  INSTRUCTION: 'plumbline-instruction/1',
  RESPONSE: 'plumbline-response/1',
} as const

/**
 * What a frozen line says. It was checked by its schema when it was written, cannot be changed, and whoever reads it holds
 * its hash against it: the schema again would cost more than all the rest of an export. Throws BrokenLine on a line of
 * another stage.
 */
export function readFrozen(stage: SnapshotStage, line: string): FrozenLine {
  const value = JSON.parse(line) as FrozenLine
  if (value?.format !== FORMATS[stage]) throw new BrokenLine(`It is no line of format ${FORMATS[stage]}.`)
  return value
}

/** A frozen line as the record that a format takes. */
export function recordOf(line: FrozenLine, takes: DatasetFormat['takes']): DatasetRecord {
  if (line.format === 'plumbline-response/1' && takes !== 'JUDGED') {
    return { kind: 'CONVERSATION', conversation: fromResponse(line) }
  }
  return line.format === 'plumbline-chain/1' && takes === 'CHAIN' ? { kind: 'CHAIN', line } : { kind: 'JUDGED', line }
}
