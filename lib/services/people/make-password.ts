import { randomInt } from 'node:crypto'

/** No letters or digits that look alike, so that it can be read out. 20 of 54 signs: 115 random bits. */
const SIGNS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** A password for somebody else to begin with, in groups of five. */
export const makePassword = () =>
  Array.from({ length: 4 }, () => Array.from({ length: 5 }, () => SIGNS[randomInt(SIGNS.length)]).join('')).join('-')
