import type { ChainContent } from '@/lib/core/chain/content'
import {
  type Serialised,
  writePlumblineChain,
  writePlumblineInstruction,
  writePlumblineResponse,
} from '@/lib/core/export/plumbline-jsonl'
import type { InstructionContent } from '@/lib/core/instruction/content'
import type { SnapshotStage } from '@/lib/core/snapshot/spec'
import {
  type AcceptedResponse,
  describeChain,
  describeInstruction,
  describeResponse,
  type Pseudonyms,
} from '../export/describe-accepted'
import type { AcceptedItem } from '../export/read-accepted'
import type { CandidateRow } from './read-candidates'

/** The canonical line of a row: Plumbline JSONL of its stage. */
export function writeLine(stage: SnapshotStage, row: CandidateRow, names: Pseudonyms): Serialised {
  if (stage === 'RESPONSE') return writePlumblineResponse(describeResponse(row as AcceptedResponse, names))
  if (stage === 'CHAIN') return writePlumblineChain(describeChain(row as AcceptedItem<ChainContent>, names))
  return writePlumblineInstruction(describeInstruction(row as AcceptedItem<InstructionContent>, names))
}
