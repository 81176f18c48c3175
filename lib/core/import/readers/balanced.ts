/** The text from an opening bracket to the one that closes it, brackets in quotes not counted; null: none does. */
export function balanced(text: string, from: number): string | null {
  let depth = 0
  let quoted = false
  for (let index = from; index < text.length; index++) {
    const char = text[index]!
    if (quoted) {
      if (char === '\\') index++
      else if (char === '"') quoted = false
    } else if (char === '"') quoted = true
    else if (char === '{' || char === '[') depth++
    else if ((char === '}' || char === ']') && --depth === 0) return text.slice(from, index + 1)
  }
  return null
}
