/** Widths of letters at 12 px, about, by group; every other takes REGULAR. */
const GROUPS: readonly [string, number][] = [
  ["ijlI.,:;|!'’·", 3.6],
  [' ft()[]-–/r', 4.6],
  ['mwMW@%Ω', 10.4],
  ['ABCDEFGHJKLNOPQRSTUVXYZ−+=', 8.2],
]
const REGULAR = 6.9
const WIDTHS = new Map(GROUPS.flatMap(([letters, width]) => [...letters].map((letter) => [letter, width] as const)))

/** How wide a plot's text is, in pixels: reckoned, as the server has nothing to measure with. */
export const labelWidth = (text: string, size = 12) =>
  ([...text].reduce((sum, letter) => sum + (WIDTHS.get(letter) ?? REGULAR), 0) * size) / 12

/** A label cut to a width, with an ellipsis; the whole stands in the table. */
export function clipLabel(text: string, width: number, size = 12): string {
  if (labelWidth(text, size) <= width) return text
  let cut = text
  while (cut.length > 1 && labelWidth(`${cut}…`, size) > width) cut = cut.slice(0, -1)
  return `${cut.trimEnd()}…`
}

/** A label on one line, or on two where it needs them; the second is cut if it has to be. */
export function wrapLabel(text: string, width: number, size = 12): [string] | [string, string] {
  if (labelWidth(text, size) <= width) return [text]
  const words = text.split(' ')
  let first = ''
  while (words.length > 1 && labelWidth(`${first} ${words[0]}`, size) <= width)
    first = `${first} ${words.shift()}`.trim()
  return first ? [first, clipLabel(words.join(' '), width, size)] : [clipLabel(text, width, size)]
}
