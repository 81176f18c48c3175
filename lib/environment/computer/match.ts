/**
 * Patterns over names and lines without expressions: what a model writes must never make a matcher run away, so this one
 * takes at most pattern × text steps.
 */

/** A character, any one character, or any number of them. */
export type Part = { char: string } | 'one' | 'some'

/** "*.txt" */
export const globParts = (pattern: string): Part[] =>
  [...pattern].map((char) => (char === '*' ? 'some' : char === '?' ? 'one' : { char }))

/** What `grep` finds in a line: letters, ".", ".*", "\" before a character, "^" at the start and "$" at the end. */
export function lineParts(pattern: string): Part[] {
  const parts: Part[] = pattern.startsWith('^') ? [] : ['some']
  const end = pattern.endsWith('$') && !pattern.endsWith('\\$') ? pattern.length - 1 : pattern.length
  for (let index = pattern.startsWith('^') ? 1 : 0; index < end; index++) {
    const char = pattern[index]!
    const star = char === '.' && pattern[index + 1] === '*'
    if (char === '\\' && index + 1 < end) parts.push({ char: pattern[++index]! })
    else parts.push(star ? 'some' : char === '.' ? 'one' : { char })
    if (star) index++
  }
  return end === pattern.length ? [...parts, 'some'] : parts
}

/** Whether the parts take up the whole text. */
export function matches(parts: readonly Part[], text: string): boolean {
  let [part, index, star, kept] = [0, 0, -1, 0]
  while (index < text.length) {
    const now = parts[part]
    if (now === 'some') {
      star = part++
      kept = index
    } else if (now === 'one' || (now !== undefined && now.char === text[index])) {
      part++
      index++
    } else if (star >= 0) {
      part = star + 1
      index = ++kept
    } else return false
  }
  while (parts[part] === 'some') part++
  return part === parts.length
}
