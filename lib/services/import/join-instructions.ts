import type { ImportRecord } from '@/lib/core/import/records'
import { completeResponse } from '@/lib/core/import/responses'
import type { ToolSchema } from '@/lib/core/instruction/content'
import { type ResponseContent, responseContentSchema } from '@/lib/core/trajectory/content'
import { ServiceError } from '../errors'
import { hashContent, instructionImportKey } from './keys'

/** Ids kept in memory while files are read: some 300 bytes each, and each set of tools once. */
const MOST_IDS = 500_000

export interface KnownInstruction {
  text: string
  tools: ToolSchema[]
  intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN'
  category: string[]
  importKey: string
}
type InstructionRecord = Extract<ImportRecord, { kind: 'instruction' }>
type ResponseRecord = Extract<ImportRecord, { kind: 'response' }>

/** The instructions of an import by their ids in the source, for the responses that name them. */
export class InstructionsById {
  private readonly byId = new Map<string, KnownInstruction>()
  private readonly toolSets = new Map<string, ToolSchema[]>()

  add({ sourceId, content, category }: InstructionRecord, intent: KnownInstruction['intent']): void {
    if (!sourceId) return
    if (this.byId.size >= MOST_IDS) {
      throw new ServiceError(
        'too_large',
        `These files name more than ${MOST_IDS.toLocaleString('en')} instructions by an id. Nothing was imported; split them.`,
      )
    }
    const importKey = instructionImportKey(category, hashContent(content).text)
    this.byId.set(sourceId, { text: content.text, tools: this.toolsOnce(content.tools), intent, category, importKey })
  }

  find = (sourceId: string | null): KnownInstruction | null => (sourceId ? (this.byId.get(sourceId) ?? null) : null)

  private toolsOnce(tools: ToolSchema[]): ToolSchema[] {
    const key = JSON.stringify(tools)
    const known = this.toolSets.get(key)
    if (!known) this.toolSets.set(key, tools)
    return known ?? tools
  }
}

export type Joined =
  | { ok: true; content: ResponseContent; request: string }
  | { ok: false; code: 'unknown_request' | 'wrong_shape'; message: string }

/** Tools were checked where they were read. */
const withoutTools = responseContentSchema.omit({ tools: true })

/** The response as it is stored, with what only its instruction knows; or why it cannot be. */
export function joinResponse(record: ResponseRecord, instruction: KnownInstruction | null): Joined {
  const complete = completeResponse(record, instruction)
  if (!complete) {
    const message = 'Nobody knows what was asked: no instruction with this id stands in these files.'
    return { ok: false, code: 'unknown_request', message }
  }
  const { request, messages, tools } = complete
  const checked = withoutTools.safeParse({ messages, world: record.world ?? null, outcome: record.outcome })
  if (!checked.success) return { ok: false, code: 'wrong_shape', message: `${checked.error.issues[0]!.message}.` }
  return { ok: true, content: { ...checked.data, tools }, request }
}
