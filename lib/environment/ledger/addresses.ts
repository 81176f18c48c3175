import type { Chance } from '../random'
import type { Family } from './networks'

/**
 * Shapes of addresses and hashes. Those that the environment makes say so ("facade", "fake") and have no valid checksum
 * and no key: nothing can be sent to them outside.
 */

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'

/** Eight digits a draw: hashes are long. */
function hex(chance: Chance, length: number): string {
  let text = ''
  while (text.length < length)
    text += Math.floor(chance.next() * 4_294_967_296)
      .toString(16)
      .padStart(8, '0')
  return text.slice(0, length)
}

const MAKE_ADDRESS: Record<Family, (chance: Chance) => string> = {
  evm: (chance) => `0xfacade${hex(chance, 34)}`,
  bitcoin: (chance) => `bc1qfake${chance.text(BECH32, 34)}`,
  solana: (chance) => `Fake${chance.text(BASE58, 40)}`,
  monero: (chance) => `4AFake${chance.text(BASE58, 89)}`,
}

const MAKE_HASH: Record<Family, (chance: Chance) => string> = {
  evm: (chance) => `0xfacade${hex(chance, 58)}`,
  bitcoin: (chance) => `facade${hex(chance, 58)}`,
  solana: (chance) => `Fake${chance.text(BASE58, 84)}`,
  monero: (chance) => `facade${hex(chance, 58)}`,
}

export const newAddress = (family: Family, chance: Chance) => MAKE_ADDRESS[family](chance)
export const newHash = (family: Family, chance: Chance) => MAKE_HASH[family](chance)

const ADDRESS: Record<Family, readonly [RegExp, string]> = {
  evm: [/^0x[0-9a-f]{40}$/i, '"0x" and 40 hexadecimal digits'],
  bitcoin: [
    /^(bc1[02-9ac-hj-np-z]{11,71}|[13][1-9A-HJ-NP-Za-km-z]{25,34})$/,
    '"bc1", "1" or "3" and 25 to 71 characters of its alphabet',
  ],
  solana: [/^[1-9A-HJ-NP-Za-km-z]{32,44}$/, '32 to 44 base58 characters'],
  monero: [/^[48]([1-9A-HJ-NP-Za-km-z]{94}|[1-9A-HJ-NP-Za-km-z]{105})$/, '"4" or "8" and 94 or 105 base58 characters'],
}

const HASH: Record<Family, readonly [RegExp, string]> = {
  evm: [/^0x[0-9a-f]{64}$/i, '"0x" and 64 hexadecimal digits'],
  bitcoin: [/^[0-9a-f]{64}$/i, '64 hexadecimal digits'],
  solana: [/^[1-9A-HJ-NP-Za-km-z]{43,90}$/, '43 to 90 base58 characters'],
  monero: [/^[0-9a-f]{64}$/i, '64 hexadecimal digits'],
}

/** What an address would have to be; null when it is one. */
export const wrongAddress = (family: Family, text: string) =>
  ADDRESS[family][0].test(text) ? null : ADDRESS[family][1]
export const wrongHash = (family: Family, text: string) => (HASH[family][0].test(text) ? null : HASH[family][1])

/** Hexadecimal is the same in capitals; the other alphabets are not. */
export const normal = (family: Family, text: string) => {
  const trimmed = text.trim()
  return family === 'evm' || /^(bc1|[0-9a-f]{64}$)/i.test(trimmed) ? trimmed.toLowerCase() : trimmed
}
