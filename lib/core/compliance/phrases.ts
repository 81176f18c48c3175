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

/** Scripts by which lines are passed over: one without a letter of a line's script cannot match it. */
const SCRIPTS = [
  ['cyrillic', /\p{Script=Cyrillic}/u],
  ['greek', /\p{Script=Greek}/u],
  ['arabic', /\p{Script=Arabic}/u],
  ['hebrew', /\p{Script=Hebrew}/u],
  ['devanagari', /\p{Script=Devanagari}/u],
  ['hangul', /\p{Script=Hangul}/u],
  ['thai', /\p{Script=Thai}/u],
  ['kana', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['han', /\p{Script=Han}/u],
] as const
type Script = (typeof SCRIPTS)[number][0] | 'latin'

interface Line {
  script: Script
  pattern: RegExp
}
const compiled = new Map<PhraseClass, Line[]>()

/** Whether a sentence (as plainMarks leaves it) says something of a class, in any language. */
export function says(name: PhraseClass, sentence: string): boolean {
  let lines = compiled.get(name)
  if (!lines) {
    lines = SETS.flatMap((set) => set[name].split('\n').filter((line) => line.trim() !== '')).map(compileLine)
    compiled.set(name, lines)
  }
  const present = scriptsOf(sentence)
  return lines.some(({ script, pattern }) => present.has(script) && pattern.test(sentence))
}

// One pattern of all lines is too large for the engine to compile: a line at a time is ten times as fast.
const compileLine = (line: string): Line => ({
  script: SCRIPTS.find(([, letters]) => letters.test(line))?.[0] ?? 'latin',
  pattern: new RegExp(patternOf(line), 'u'),
})

let lastSentence = ''
let lastScripts: ReadonlySet<Script> = new Set()

/** Of the sentence asked for last it is known: a sentence is held against every class in turn. */
function scriptsOf(sentence: string): ReadonlySet<Script> {
  if (sentence === lastSentence) return lastScripts
  lastSentence = sentence
  lastScripts = new Set<Script>([
    ...SCRIPTS.flatMap(([script, letters]) => (letters.test(sentence) ? [script] : [])),
    ...(/\p{Script=Latin}/u.test(sentence) ? (['latin'] as const) : []),
    // Kana lines are also of kanji alone.
    ...(/\p{Script=Han}/u.test(sentence) ? (['kana'] as const) : []),
  ])
  return lastScripts
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

/** As the patterns expect a sentence: in small letters (without case a pattern compiles in a tenth of the time), one kind of apostrophe, no marks of emphasis, no quotes or brackets before it. */
export const plainMarks = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[’ʼ‘`´]/g, "'")
    .replaceAll(/\*{1,3}|_{2,3}|^#{1,6}\s+/g, '')
    .replace(/^[\s([{"“”„«»「『'>¡¿–—-]+/u, '')
