/** Numbers a text is known by; two texts that share one are looked at more closely. */
const SKETCH_SIZE = 8
const SHINGLE = 3

/**
 * The smallest hashes of a text's runs of three words (a bottom-k sketch; A. Broder, On the resemblance and containment of
 * documents, 1997). Texts that share a third of their runs share one of 8 numbers in more than 9 cases of 10.
 * @returns at most `size` distinct signed 32-bit integers, ascending; empty for a text without words
 */
export const sketch = (text: string, size = SKETCH_SIZE): number[] => runHashes(text).slice(0, size)

/** Hashes of all runs of three words of a text, distinct, ascending; of a shorter text one for all of it. */
export function runHashes(text: string): number[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const runs = Math.max(1, words.length - SHINGLE + 1)
  const hashes = new Set<number>()
  for (let at = 0; at < runs && words.length > 0; at++) hashes.add(fnv1a(words.slice(at, at + SHINGLE).join(' ')))
  return [...hashes].sort((a, b) => a - b)
}

/** FNV-1a, 32 bits, over UTF-16 code units. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  // FNV's low hashes of short texts bunch; one more round spreads them.
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) | 0
}
