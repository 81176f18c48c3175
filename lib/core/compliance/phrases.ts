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

/**
 * Letters of the languages that the patterns are of, with the marks on them. Written as a few ranges and without the
 * `u` flag: the engine compiles such patterns more than ten times as fast as those with `\p{L}`.
 */
const LETTERS =
  'a-z\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u037d\\u037f-\\u0559\\u0560-\\u05bd\\u0610-\\u061a\\u0620-\\u0669\\u066e-\\u06d3\\u06d5-\\u0963\\u0966-\\u0e4e\\u0e50-\\u1fff\\u2c00-\\u2dff\\u3005-\\u3007\\u3041-\\u3096\\u3099-\\u309a\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\ud7ff\\uff10-\\uff19\\uff41-\\uff5a\\uff66-\\uffdc'
const LETTER = `[0-9${LETTERS}]`

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
const WITHOUT_SPACES: ReadonlySet<Script> = new Set(['hangul', 'thai', 'kana', 'han'])

/** Lines in one pattern: with fewer a sentence is held against too many patterns, with more the engine no longer passes quickly over places where none can match. */
const LINES = 8

/** Of each class and script; compiled when a sentence of that script is first held against it. */
const compiled = new Map<PhraseClass, Map<Script, RegExp[]>>()

/** What a sentence (as plainMarks leaves it) says, in any language: whether something of a class. */
export function listen(sentence: string): (name: PhraseClass) => boolean {
  const present = scriptsOf(sentence)
  const known = new Map<PhraseClass, boolean>()
  return (name) => {
    const before = known.get(name)
    if (before !== undefined) return before
    const patterns = patternsOf(name)
    const found = present.some((script) => patterns.get(script)?.some((pattern) => pattern.test(sentence)))
    known.set(name, found)
    return found
  }
}

/** Without one, letters are Latin. */
const BEYOND_ASCII = /[\u0080-\uffff]/

function scriptsOf(sentence: string): Script[] {
  if (!BEYOND_ASCII.test(sentence)) return /[a-z]/i.test(sentence) ? ['latin'] : []
  const found: Script[] = SCRIPTS.filter(([, letters]) => letters.test(sentence)).map(([script]) => script)
  // Kana lines are also of kanji alone.
  if (found.includes('han') && !found.includes('kana')) found.push('kana')
  if (/\p{Script=Latin}/u.test(sentence)) found.push('latin')
  return found
}

function patternsOf(name: PhraseClass): ReadonlyMap<Script, readonly RegExp[]> {
  const known = compiled.get(name)
  if (known) return known
  const lines = new Map<Script, string[]>()
  for (const line of SETS.flatMap((set) => set[name].split('\n')).filter((one) => one.trim() !== '')) {
    const script = SCRIPTS.find(([, letters]) => letters.test(line))?.[0] ?? 'latin'
    lines.set(script, [...(lines.get(script) ?? []), line])
  }
  const patterns = new Map([...lines].map(([script, of]) => [script, patternsFor(script, of)]))
  compiled.set(name, patterns)
  return patterns
}

function patternsFor(script: Script, lines: readonly string[]): RegExp[] {
  const from = Array.from({ length: Math.ceil(lines.length / LINES) }, (_, index) => index * LINES)
  return from.map((start) => new RegExp(patternOf(script, lines.slice(start, start + LINES))))
}

function patternOf(script: Script, lines: readonly string[]): string {
  const any = `(?:${lines.map(sourceOf).join('|')})`
  // Looked for once a place and not once a line.
  return WITHOUT_SPACES.has(script) ? any : `(?<!${LETTER})${any}(?!(?<=${LETTER})${LETTER})`
}

const sourceOf = (line: string) =>
  line
    .replaceAll(' … ', '(?:\\s[^.!?。！？؟।\\n]{0,70}?)?[\\s,:]+')
    .replaceAll('~', `[${LETTERS}]*`)
    .replaceAll('\\p{L}', `[${LETTERS}]`)
    .replaceAll(/ \?(?![:!=<])/g, '\\s*')
    .replaceAll(/(?<!\[[^\]]*) /g, '\\s+')

/** As the patterns expect a sentence: in small letters (without case a pattern compiles in a tenth of the time), one kind of apostrophe, no marks of emphasis, one sign for each character beyond 16 bits (emoji), no quotes or brackets before it. */
export const plainMarks = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[\ud800-\udbff][\udc00-\udfff]/g, '·')
    .replaceAll(/[’ʼ‘`´]/g, "'")
    .replaceAll(/\*{1,3}|_{2,3}|^#{1,6}\s+/g, '')
    .replace(/^[\s([{"“”„«»「『'>¡¿–—-]+/u, '')
