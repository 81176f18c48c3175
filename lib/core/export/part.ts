/** A piece of a file in another tool's shape, with what of the item that shape has no place for. */
export type AgentAlignPart =
  | { ok: true; text: string; lost: ('title' | 'borderline')[] }
  | { ok: false; reason: string }

// Not by /^/gm, which would also match after U+2028 inside a text.
export const indent = (text: string, by: number) =>
  text
    .split('\n')
    .map((line) => ' '.repeat(by) + line)
    .join('\n')
