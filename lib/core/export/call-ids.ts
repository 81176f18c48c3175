import type { ExportTurn } from './turns'

/** Mistral's ids: nine letters or figures, nothing else. */
export const NINE = /^[a-zA-Z0-9]{9}$/
const FIGURES = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** The same turns with ids that Mistral takes: a source's own where they are such ids, else made of the call's place and text. */
export function nineCharacterIds(turns: readonly ExportTurn[]): ExportTurn[] {
  const ids = new Map<string, string>()
  const taken = new Set<string>()
  const calls = turns.flatMap((turn) => (turn.role === 'assistant' ? turn.calls : []))
  for (const { id } of calls) if (NINE.test(id)) taken.add(id)
  calls.forEach(({ id, name, text }, index) => {
    let made = id
    for (let salt = 0; !NINE.test(made) || (made !== id && taken.has(made)); salt++) {
      made = nine(hash53(`${index} ${id} ${name} ${text}`, salt))
    }
    taken.add(made)
    ids.set(id, made)
  })
  return turns.map((turn) => {
    if (turn.role === 'tool') return { ...turn, id: ids.get(turn.id) ?? turn.id }
    if (turn.role !== 'assistant') return turn
    return { ...turn, calls: turn.calls.map((call) => ({ ...call, id: ids.get(call.id)! })) }
  })
}

function nine(hash: number): string {
  let rest = hash
  let text = ''
  for (let place = 0; place < 9; place++) {
    text = FIGURES[rest % 62]! + text
    rest = Math.floor(rest / 62)
  }
  return text
}

/** 53 bits of a text: FNV-1a for 32 of them, a multiply and shift for the others. Not for secrets. */
function hash53(text: string, salt: number): number {
  let low = 0x811c9dc5 ^ salt
  let high = salt + text.length
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    low = Math.imul(low ^ code, 0x01000193)
    high = Math.imul(high ^ (high >>> 15) ^ code, 0x2c1b3c6d)
  }
  return (low >>> 0) + ((high >>> 11) & 0x1fffff) * 2 ** 32
}
