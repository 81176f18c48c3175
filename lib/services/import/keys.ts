import type { ToolSchema } from '@/lib/core/instruction/content'
import { canonicalJson } from '@/lib/core/json/canonical'
import type { ResponseContent } from '@/lib/core/trajectory/content'
import { sha256 } from '@/lib/data/hash'

/** Canonical JSON (RFC 8785) of a content, and its SHA-256 in hexadecimal. */
export function hashContent(content: unknown): { text: string; hash: string } {
  const text = canonicalJson(content)
  return { text, hash: sha256(text) }
}

/** Canonical JSON of a response whose longest parts are written once for all that is made of them. */
export interface CanonicalResponse {
  messages: string
  tools: string
  text: string
}
export function canonicalResponse({ messages, tools, outcome, world }: ResponseContent): CanonicalResponse {
  const parts = { messages: canonicalJson(messages), tools: canonicalTools(tools) }
  // In the order that RFC 8785 gives its members.
  const text = `{"messages":${parts.messages},"outcome":${canonicalJson(outcome)},"tools":${parts.tools},"world":${canonicalJson(world)}}`
  return { ...parts, text }
}

/** Of each tool: the rows of a source as a rule offer the same few, which their reader gives as the same objects. */
const written = new WeakMap<ToolSchema, string>()
function canonicalTools(tools: readonly ToolSchema[]): string {
  const texts = tools.map((tool) => {
    const text = written.get(tool) ?? canonicalJson(tool)
    written.set(tool, text)
    return text
  })
  return `[${texts.join(',')}]`
}

/** Canonical JSON of the instruction that it answers. */
export const canonicalAsked = (text: string, pattern: readonly string[], { tools }: CanonicalResponse) =>
  `{"pattern":${canonicalJson(pattern)},"text":${canonicalJson(text)},"tools":${tools}}`

/** Item.importKey: the same text with the same tools at the same place of the taxonomy is the same row. */
export const instructionImportKey = (categoryPath: readonly string[], canonicalContent: string) =>
  sha256(`instruction\0${categoryPath.join('\0')}\0\0${canonicalContent}`)

/** Item.importKey: the same answer to the same request is the same row, whichever of a source's files it stands in. */
export function responseImportKey({ messages }: ResponseContent, written?: CanonicalResponse): string {
  const stops = messages.some((message) => message.role === 'assistant' && message.stop !== undefined)
  if (written && !stops) return sha256(`response\0${written.messages}`)
  return sha256(
    `response\0${canonicalJson(messages.map((message) => (message.role === 'assistant' ? unstopped(message) : message)))}`,
  )
}

/** A row's place in the draw of a seed: 52 bits, evenly spread, the same wherever the row stands. */
export const sampleKeyOf = (seed: number, importKey: string): number =>
  Number.parseInt(sha256(`sample\0${seed}\0${importKey}`).slice(0, 13), 16)

/** Files that took the text out of its message lost why it stopped. */
const unstopped = ({ stop: _, ...message }: Extract<ResponseContent['messages'][number], { role: 'assistant' }>) =>
  message

/** Item.importKey: the same chain at the same place of the taxonomy is the same row. */
export const chainImportKey = (categoryPath: readonly string[], canonicalContent: string) =>
  sha256(`chain\0${categoryPath.join('\0')}\0\0${canonicalContent}`)
