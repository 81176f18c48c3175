/** Languages told apart by their commonest words; everything else in Latin letters is "und". */
const COMMON_WORDS: Record<string, string> = {
  en: 'the and to of a in is for that with on my it please can you me this from find then send i use using their our by at be all',
  de: 'der die das und zu den mit ist für auf ein eine nicht von bitte ich mir dem im sie dann werden auch einen meine',
  fr: 'le la les des et à de un une pour que est dans avec sur mon ma je vous il du au en puis ce cette',
  es: 'el la los las de y que en un una para con por mi del al es se como más lo su luego esta favor',
  it: 'il lo la gli le di e che in un una per con mi del al è si come più su poi questo della nel',
  pt: 'o a os as de e que em um uma para com por meu minha do da no na é se como mais depois favor',
  nl: 'de het een en van te in is voor dat met op mijn ik je niet aan er dan naar deze graag',
}
const CODES = Object.keys(COMMON_WORDS)
/** Of each common word the places in CODES of the languages that have it. */
const PLACES = new Map<string, number[]>()
CODES.forEach((code, place) => {
  for (const word of new Set(COMMON_WORDS[code]!.split(' '))) PLACES.set(word, [...(PLACES.get(word) ?? []), place])
})

const SCRIPTS = [
  ['latin', /\p{Script=Latin}/gu],
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['cyrillic', /\p{Script=Cyrillic}/gu],
  ['arabic', /\p{Script=Arabic}/gu],
  ['devanagari', /\p{Script=Devanagari}/gu],
  ['greek', /\p{Script=Greek}/gu],
  ['hebrew', /\p{Script=Hebrew}/gu],
  ['thai', /\p{Script=Thai}/gu],
] as const

/** Half of the commonest words of English prose stand in any ten words; fewer than this share tells no language. */
const SHARE = 0.12

/**
 * What a text is written in, by its script, and for Latin script by how many of its words are among the commonest thirty
 * of seven languages. No statistics of letters: short or telegraphic texts come out as "und", languages that share a
 * script other than Latin are not told apart.
 * @returns an ISO 639-1 code, a script's name in lower case, or "und"; null for a text without letters
 */
export function detectLanguage(text: string): string | null {
  if (!BEYOND_ASCII.test(text)) return /[a-z]/i.test(text) ? latinLanguage(text) : null
  const counts = SCRIPTS.map(([script, letters]) => ({ script, count: text.match(letters)?.length ?? 0 }))
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return null
  const kana = counts.find(({ script }) => script === 'ja')!.count
  const { script } = counts.reduce((most, one) => (one.count > most.count ? one : most))
  if (script === 'zh' && kana > total / 20) return 'ja'
  return script === 'latin' ? latinLanguage(text) : script
}

/** Without one, letters are Latin and each a code unit. */
const BEYOND_ASCII = /[\u0080-\uffff]/

function latinLanguage(text: string): string {
  const lower = text.toLowerCase()
  const words = lower.match(BEYOND_ASCII.test(lower) ? /\p{L}+/gu : /[a-z]+/g) ?? []
  const counts = new Array<number>(CODES.length).fill(0)
  for (const word of words) for (const place of PLACES.get(word) ?? []) counts[place]! += 1
  const most = Math.max(...counts)
  const alone = counts.indexOf(most) === counts.lastIndexOf(most)
  return alone && most / words.length >= SHARE ? CODES[counts.indexOf(most)]! : 'und'
}

const NAMES: Record<string, string> = {
  en: 'English',
  de: 'German',
  fr: 'French',
  es: 'Spanish',
  it: 'Italian',
  pt: 'Portuguese',
  nl: 'Dutch',
  ja: 'Japanese',
  ko: 'Korean',
  zh: 'Chinese',
  und: 'not clear',
}
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'ja', 'ko', 'zh'] as const
export const languageName = (code: string) => NAMES[code] ?? `${code[0]!.toUpperCase()}${code.slice(1)} script`
