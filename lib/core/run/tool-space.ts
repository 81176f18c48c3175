/** Ways of choosing one tool a step: the product of what each step offers. Exact up to 2^53. */
export const toolSpace = (offers: readonly (readonly string[])[]): number =>
  offers.reduce((space, tools) => space * tools.length, 1)

/**
 * One tool a step for the `sample`-th call (from 0) on a chain. Seeded: the same seed, chain and sample give the same
 * tools. Samples of one chain walk through its space without repeating a choice until all have been made: they start at a
 * seeded place and go on by a seeded stride that shares no divisor with the space. Null where a step offers nothing.
 */
export function pickTools(
  offers: readonly (readonly string[])[],
  seed: number,
  chainKey: string,
  sample: number,
): string[] | null {
  const space = toolSpace(offers)
  if (offers.length === 0 || space === 0) return null
  const start = hash(`${seed} ${chainKey} start`) % space
  let index = (start + sample * coprimeStride(space, hash(`${seed} ${chainKey} stride`))) % space
  return offers.map((tools) => {
    const tool = tools[index % tools.length]!
    index = Math.floor(index / tools.length)
    return tool
  })
}

function coprimeStride(space: number, from: number): number {
  if (space <= 2) return 1
  for (let stride = 1 + (from % (space - 1)); ; stride = 1 + (stride % (space - 1))) {
    if (divisor(stride, space) === 1) return stride
  }
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))

/** FNV-1a, 32 bits: spreads seeds, keeps no secret. */
export function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) {
    value ^= text.charCodeAt(at)
    value = Math.imul(value, 0x01000193) >>> 0
  }
  return value
}
