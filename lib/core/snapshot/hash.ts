import { PART_WORDS, type Part } from './spec'

/**
 * The text whose SHA-256 is a snapshot's hash, a piece a row: the row's part, a tab, the SHA-256 (hexadecimal) of its line's
 * bytes without line break, a line feed; rows in the snapshot's order, which is that of the files train, validation, test
 * one after another. So three files alone are enough to work it out again.
 */
export const hashedPiece = (part: Part, lineHash: string): string => `${PART_WORDS[part]}\t${lineHash}\n`
