import { runHashes } from '../instruction/sketch'
import type { ListedPrompt } from './leak-index'
import { LEAK_SKETCH } from './near-duplicates'
import { normalise } from './normalise'

const HASH = /^[0-9a-f]{64}$/i

/**
 * What a hash list takes, a line each: a SHA-256 in hexadecimal, or a prompt's text, which is hashed and forgotten. A JSON
 * string is read as the text that it stands for, so that a prompt of several lines fits on one. `sha256` of a text.
 */
export function readPrompts(
  text: string,
  sha256: (text: string) => string,
): { prompts: ListedPrompt[]; texts: number } {
  const prompts = new Map<string, ListedPrompt>()
  let texts = 0
  for (const line of text.split('\n')) {
    const trimmed = line.trim()
    if (HASH.test(trimmed)) {
      const hash = trimmed.toLowerCase()
      if (!prompts.has(hash)) prompts.set(hash, { hash, sketch: [] })
      continue
    }
    const normal = normalise(unquote(trimmed))
    if (normal === '') continue
    texts += 1
    const hash = sha256(normal)
    prompts.set(hash, { hash, sketch: runHashes(normal).slice(0, LEAK_SKETCH) })
  }
  return { prompts: [...prompts.values()], texts }
}

function unquote(line: string): string {
  if (!line.startsWith('"')) return line
  try {
    const value: unknown = JSON.parse(line.endsWith(',') ? line.slice(0, -1) : line)
    return typeof value === 'string' ? value : line
  } catch {
    return line
  }
}
