/** The width of a letter of a plot's text, about. */
export const LETTER = 6.3

/** A label cut to a width, with an ellipsis; the whole stands in the table. */
export function clipLabel(text: string, width: number): string {
  const most = Math.max(3, Math.floor(width / LETTER))
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`
}
