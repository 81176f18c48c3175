import { quote, type Refusal } from './answer'

/** Amounts are whole numbers of smallest units; a token's decimals say where the point stands. */

const bad = (field: string, message: string): Refusal => ({ code: 'BAD_AMOUNT', field, message })

/** A positive whole number of smallest units, such as wei. */
export function readUnits(field: string, text: string): bigint | Refusal {
  const trimmed = text.trim()
  if (!/^\d{1,60}$/.test(trimmed)) return bad(field, `${quote(text)} is not a whole number of the smallest unit.`)
  const amount = BigInt(trimmed)
  return amount > 0n ? amount : bad(field, 'The amount must be more than 0.')
}

/** A positive amount with at most so many digits after the point. */
export function readAmount(field: string, text: string, decimals: number): bigint | Refusal {
  const [, whole, part = ''] = /^(\d{1,30})(?:\.(\d+))?$/.exec(text.trim()) ?? []
  if (whole === undefined) return bad(field, `${quote(text)} is not an amount such as "0.25".`)
  if (part.length > decimals) {
    return bad(field, `${quote(text)} has ${part.length} digits after the point; at most ${decimals} are allowed.`)
  }
  const amount = BigInt(whole + part.padEnd(decimals, '0'))
  return amount > 0n ? amount : bad(field, 'The amount must be more than 0.')
}

/** "1.5": no zeros at the end. */
export function showAmount(units: bigint | string, decimals: number): string {
  const text = String(units).padStart(decimals + 1, '0')
  const whole = text.slice(0, text.length - decimals)
  const part = text.slice(text.length - decimals).replace(/0+$/, '')
  return part === '' ? whole : `${whole}.${part}`
}
