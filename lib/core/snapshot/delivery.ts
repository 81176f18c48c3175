import type { DatasetFormat, DatasetRecord, WrittenFormat } from '../export/format'
import { plumblineChainSchema, plumblineInstructionSchema, plumblineResponseSchema } from '../export/plumbline-jsonl'
import { DATASET_FORMATS } from '../export/registry'
import { fromResponse } from '../record/response'
import type { SnapshotStage } from './spec'

/** What a snapshot can be taken out as. Plumbline JSONL is its rows' own lines, byte for byte. */
export type DeliveryFormat = 'plumbline-jsonl' | WrittenFormat

export interface Delivery {
  name: DeliveryFormat
  label: string
  what: string
  extension: string
  mediaType: string
}

const LINES: Delivery = {
  name: 'plumbline-jsonl',
  label: 'Plumbline JSONL',
  what: 'The frozen lines themselves, each with its revision, votes, verdict, rule and pinned parents. What the snapshot’s hash is over.',
  extension: 'jsonl',
  mediaType: 'application/jsonl; charset=utf-8',
}

/** Pairs are made of a rejected and a passed text: a snapshot holds what passed. */
const suits = (format: DatasetFormat, stage: SnapshotStage) => format.takes !== 'PAIR' && format.stages.includes(stage)

/** The formats of a stage, its own lines first. */
export const deliveriesOf = (stage: SnapshotStage): Delivery[] => [
  LINES,
  ...Object.values(DATASET_FORMATS).filter((format) => suits(format, stage)),
]

export const findDelivery = (stage: SnapshotStage, name: string): Delivery | null =>
  deliveriesOf(stage).find((one) => one.name === name) ?? null

/** A frozen line as the record that a format takes. Throws (a ZodError) on what is no such line. */
export function recordOf(stage: SnapshotStage, takes: DatasetFormat['takes'], line: string): DatasetRecord {
  const value: unknown = JSON.parse(line)
  if (stage === 'RESPONSE') {
    const response = plumblineResponseSchema.parse(value)
    return takes === 'JUDGED'
      ? { kind: 'JUDGED', line: response }
      : { kind: 'CONVERSATION', conversation: fromResponse(response) }
  }
  if (stage === 'INSTRUCTION') return { kind: 'JUDGED', line: plumblineInstructionSchema.parse(value) }
  const chain = plumblineChainSchema.parse(value)
  return takes === 'CHAIN' ? { kind: 'CHAIN', line: chain } : { kind: 'JUDGED', line: chain }
}
