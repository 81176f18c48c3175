import { EAST_ASIAN } from './phrases/east-asian'
import { ENGLISH } from './phrases/english'
import { GERMANIC } from './phrases/germanic'
import { OTHER_LATIN } from './phrases/other-latin'
import { OTHER_SCRIPTS } from './phrases/other-scripts'
import type { PhraseClass, PhraseSet } from './phrases/phrase-set'
import { ROMANCE } from './phrases/romance'
import { SLAVIC } from './phrases/slavic'

/** All languages at once: no text has to be told to be of one first, and answers mix them. */
const SETS: readonly PhraseSet[] = [ENGLISH, GERMANIC, ROMANCE, SLAVIC, OTHER_LATIN, OTHER_SCRIPTS, EAST_ASIAN]

const LETTER = '[\\p{L}\\p{M}\\p{N}]'
const NO_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u

const compiled = new Map<PhraseClass, RegExp>()

/** The pattern of a class over all languages; made at first use. */
export function phrasePattern(name: PhraseClass): RegExp {
  const known = compiled.get(name)
  if (known) return known
  const lines = SETS.flatMap((set) => set[name].split('\n').filter((line) => line.trim() !== ''))
  const pattern = new RegExp(lines.map((line) => `(?:${patternOf(line)})`).join('|'), 'iu')
  compiled.set(name, pattern)
  return pattern
}

function patternOf(line: string): string {
  const source = line
    .replaceAll(' … ', '(?:\\s[^.!?。！？؟।\\n]{0,70}?)?[\\s,:]+')
    .replaceAll('~', '[\\p{L}\\p{M}]*')
    .replaceAll(/ \?(?![:!=<])/g, '\\s*')
    .replaceAll(/(?<!\[[^\]]*) /g, '\\s+')
  if (NO_SPACES.test(line)) return source
  return `(?<!${LETTER})(?:${source})(?!(?<=${LETTER})${LETTER})`
}

/** As the patterns expect it, character for character: one kind of apostrophe. */
export const plainMarks = (text: string) => text.replaceAll(/[’ʼ‘`´]/g, "'")
