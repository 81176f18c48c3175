/**
 * Amounts inside the environment are whole numbers of a currency's smallest unit; vendors show them in their own way.
 * The rates are the simulated market's: fixed, so that the same calls give the same bytes.
 */

export interface Money {
  minor: number
  currency: string
}

/** Digits after the point (ISO 4217) where they are not 2. */
const DIGITS: Record<string, number> = { JPY: 0, KRW: 0, VND: 0, KWD: 3 }

/** How much of a currency one US dollar buys here. */
const PER_DOLLAR: Record<string, number> = {
  USD: 1,
  CNY: 7.1,
  EUR: 0.92,
  GBP: 0.79,
  JPY: 151,
  HKD: 7.8,
  CAD: 1.37,
  AUD: 1.52,
  CHF: 0.88,
  SGD: 1.34,
  SEK: 10.5,
  INR: 83.4,
  KRW: 1370,
  MXN: 17.1,
  BRL: 5.1,
  NZD: 1.65,
  PLN: 3.95,
  TWD: 32.2,
}

export const isCurrency = (code: string): boolean => Object.hasOwn(PER_DOLLAR, code)
export const digitsOf = (currency: string): number => DIGITS[currency] ?? 2

/** Whole smallest units; null where the amount has more digits than the currency. */
export function toMinor(amount: number, currency: string): number | null {
  const scaled = amount * 10 ** digitsOf(currency)
  const minor = Math.round(scaled)
  return Number.isSafeInteger(minor) && Math.abs(scaled - minor) < 1e-6 ? minor : null
}

export const toMajor = (minor: number, currency: string): number => minor / 10 ** digitsOf(currency)
/** "12.50", "1200" (yen). */
export const toText = (minor: number, currency: string): string => toMajor(minor, currency).toFixed(digitsOf(currency))
/** "12.50 USD" */
export const money = ({ minor, currency }: Money): string => `${toText(minor, currency)} ${currency}`

export function convert(minor: number, from: string, to: string): number {
  if (from === to) return minor
  const dollars = toMajor(minor, from) / (PER_DOLLAR[from] ?? 1)
  return Math.round(dollars * (PER_DOLLAR[to] ?? 1) * 10 ** digitsOf(to))
}
