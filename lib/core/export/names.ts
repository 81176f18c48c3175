/** What the names of functions may be in every trainer's format. */
export const LEGAL_NAME = /^[a-zA-Z0-9_-]{1,64}$/

/**
 * A legal name for each name: its own where it is legal, else one with "_" for what is not, and a number where two would
 * become one. The same for every occurrence, so that tools, calls and results agree.
 */
export function legalNames(names: readonly string[]): Map<string, string> {
  const legal = new Map<string, string>()
  const taken = new Set(names.filter((name) => LEGAL_NAME.test(name)))
  for (const name of names) {
    if (legal.has(name)) continue
    const wanted = LEGAL_NAME.test(name) ? name : name.replaceAll(/[^a-zA-Z0-9_-]+/g, '_').slice(0, 64) || '_'
    legal.set(name, LEGAL_NAME.test(name) ? name : free(wanted, taken))
  }
  return legal
}

function free(wanted: string, taken: Set<string>): string {
  let name = wanted
  for (let n = 2; taken.has(name); n++) name = `${wanted.slice(0, 63 - String(n).length)}_${n}`
  taken.add(name)
  return name
}
