/**
 * What calls cost, in whole micro-dollars (1e-6 USD), so that sums stay exact. A price of x USD per
 * million tokens is x micro-dollars per token. Every rounding is upwards: a budget is never undercounted.
 */

/** USD per million tokens; a decimal string or a number. null: unknown. */
export interface Price {
  inputPerMillion: string | number
  outputPerMillion: string | number
}

export interface Usage {
  inputTokens: number
  outputTokens: number
}

/** Fraction digits of a price that are kept: a millionth of a micro-dollar per token. */
const DIGITS = 6
const SCALE = 10n ** BigInt(DIGITS)
const DECIMAL = /^(\d{1,9})(?:\.(\d{1,12}))?$/

/** The largest price that can be given: beyond it, somebody has slipped. */
export const MAX_PRICE = 100_000

/** A price as an exact whole number of millionths of a micro-dollar per token; null when it is no price. */
function scaled(value: string | number): bigint | null {
  const text = typeof value === 'number' ? (Number.isFinite(value) ? value.toFixed(DIGITS) : '') : value.trim()
  const match = DECIMAL.exec(text)
  if (!match) return null
  const fraction = match[2] ?? ''
  const kept = BigInt(fraction.slice(0, DIGITS).padEnd(DIGITS, '0'))
  const roundedUp = /[1-9]/.test(fraction.slice(DIGITS)) ? 1n : 0n
  return BigInt(match[1] ?? 0) * SCALE + kept + roundedUp
}

/** True for a decimal number of USD per million tokens from 0 to MAX_PRICE. */
export function isPrice(value: string | number): boolean {
  const exact = scaled(value)
  return exact !== null && exact <= BigInt(MAX_PRICE) * SCALE
}

const whole = (tokens: number) => BigInt(Math.max(0, Math.ceil(Number.isFinite(tokens) ? tokens : 0)))

/**
 * What a call cost, in micro-dollars, rounded up; null when the price or the usage is unknown.
 * Unknown is never 0: a run without a price has a budget of calls only.
 */
export function costOf(usage: Usage | null, price: Price | null): number | null {
  if (!usage || !price) return null
  const input = scaled(price.inputPerMillion)
  const output = scaled(price.outputPerMillion)
  if (input === null || output === null) return null
  const exact = whole(usage.inputTokens) * input + whole(usage.outputTokens) * output
  return Number((exact + SCALE - 1n) / SCALE)
}

/** Bytes of the text in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x80) bytes += 1
    else if (code < 0x800) bytes += 2
    else if (code >= 0xd800 && code < 0xdc00 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) {
      bytes += 4
      at++
    } else bytes += 3
  }
  return bytes
}

/** Tokens that a message costs beside its text: role and separators. A generous round figure. */
const PER_MESSAGE = 8

/** About how many tokens a text is: for English, four bytes a token. For showing, not for limits. */
export const estimateTokens = (text: string): number => Math.ceil(utf8Length(text) / 4)

/**
 * More tokens than the messages can be: byte-level tokenizers, which all of these models use, never make
 * more tokens than there are bytes. What a call reserves is counted with this, so that no budget is overspent.
 */
export const boundTokens = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + utf8Length(text) + PER_MESSAGE, PER_MESSAGE)

/** The most that a call can cost, in micro-dollars; null when the price is unknown. */
export const maxCost = (inputTokens: number, maxOutputTokens: number, price: Price | null): number | null =>
  costOf({ inputTokens, outputTokens: maxOutputTokens }, price)

/** Micro-dollars for people: two digits from a dollar on, else as many as say something. */
export function formatCost(micro: number): string {
  const dollars = micro / 1e6
  if (micro === 0) return '$0'
  if (dollars >= 1) return `$${dollars.toFixed(2)}`
  if (dollars >= 0.01) return `$${dollars.toFixed(3)}`
  return `$${dollars.toFixed(6).replace(/0+$/, '')}`
}
