type Part = { text: string } | { value: unknown }

/**
 * A value on one line as people read it: JSON's text, a plain string without its quotes, cut with "…" after `most`
 * characters. For values that nobody has checked: never throws, whatever their keys are called, and however deep they are
 * nested it keeps off the call stack.
 */
export function printValue(value: unknown, most = 200): string {
  if (typeof value === 'string') return cut(value, most)
  let text = ''
  for (const left: Part[] = [{ value }]; left.length > 0 && text.length <= most; ) {
    const part = left.pop()!
    if ('text' in part) text += part.text
    else if (typeof part.value === 'object' && part.value !== null) left.push(...partsOf(part.value, most).reverse())
    else text += printScalar(part.value, most)
  }
  return cut(text, most)
}

/** No more members than could be printed: each takes two characters at least. */
function partsOf(value: object, most: number): Part[] {
  const many = Array.isArray(value)
  const members = many
    ? value.slice(0, most).map((one): Part[] => [{ value: one }])
    : Object.entries(value)
        .slice(0, most)
        .map(([key, one]): Part[] => [{ text: `${JSON.stringify(key)}:` }, { value: one }])
  const between = members.flatMap((member, place) => (place === 0 ? member : [{ text: ',' }, ...member]))
  return [{ text: many ? '[' : '{' }, ...between, { text: many ? ']' : '}' }]
}

/** What JSON has no word for is null to it. */
const printScalar = (value: unknown, most: number) =>
  typeof value === 'string'
    ? JSON.stringify(value.slice(0, most + 1))
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : 'null'

const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most)}…` : text)
