import type { ToolParameter, ToolView } from './tools'

/** What a required parameter asks for, as far as its schema tells. */
export type ParameterKind =
  | 'one of its values'
  | 'number'
  | 'e-mail address'
  | 'web address'
  | 'date or time'
  | 'phone number'
  | 'IP address'
  | 'file or path'
  | 'text'

export interface Inference {
  parameter: string
  kind: ParameterKind
  /** The words of the text that could be its value; null: none was seen. */
  found: string | null
}

/**
 * For each required parameter whether a value of its kind stands in the text. A heuristic over words: it neither knows
 * whose value a number is, nor that "my usual account" names one. Switches (boolean) and objects are not looked for; free
 * text counts as found wherever the text has words, since a writer may leave wording to the agent.
 */
export function inferParameters({ parameters }: ToolView, text: string): Inference[] {
  return parameters
    .filter(({ required, type }) => required && !/^(boolean|object|array of object)$/.test(type))
    .map((parameter) => {
      const kind = kindOf(parameter)
      return { parameter: parameter.name, kind, found: findValue(kind, parameter, text) }
    })
}

const BY_NAME: [ParameterKind, RegExp][] = [
  ['e-mail address', /(^|_)e?mail(_address|s)?$|^(to|cc|bcc|recipients?)_emails?$/],
  ['web address', /(^|_)(url|uri|link|website|webpage|domain)s?$/],
  ['phone number', /(^|_)(phone|telephone|mobile|phone_number)s?$/],
  ['IP address', /(^|_)ip(_address)?$/],
  ['date or time', /(^|_)(date|time|datetime|deadline|day|timestamp|check_?in|check_?out)s?$/],
  ['file or path', /(^|_)(path|file|filename|file_name|file_path|directory|folder)s?$/],
]

function kindOf({ name, type, values, format }: ToolParameter): ParameterKind {
  if (values.length > 0) return 'one of its values'
  if (/\b(number|integer)\b/.test(type)) return 'number'
  if (/^(date|time|date-time)$/.test(format)) return 'date or time'
  if (format === 'email') return 'e-mail address'
  if (/^(uri|url)$/.test(format)) return 'web address'
  if (/^ipv[46]$/.test(format)) return 'IP address'
  const snake = name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()
  return BY_NAME.find(([, pattern]) => pattern.test(snake))?.[0] ?? 'text'
}

const NUMBER_WORDS =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|hundred|thousand|million|half|dozen|couple'
const DATE_WORDS =
  'today|tonight|tomorrow|yesterday|now|noon|midnight|morning|afternoon|evening|night|week|weekend|month|year|hours?|minutes?|days?|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december'

const SIGNS: Record<Exclude<ParameterKind, 'one of its values' | 'text'>, RegExp> = {
  number: new RegExp(`\\d[\\d.,]*|\\b(?:${NUMBER_WORDS})\\b`, 'i'),
  'e-mail address': /[^\s@<>"']+@[^\s@<>"']+\.[a-z]{2,}/i,
  'web address': /https?:\/\/\S+|\b[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:[a-z]{2,})\b(?:\/\S*)?/i,
  'phone number': /\+?\d[\d ().-]{5,}\d/,
  'IP address': /\b\d{1,3}(?:\.\d{1,3}){3}\b|\b[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){2,7}\b/i,
  'date or time': new RegExp(
    `\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[:/.]\\d{2}|\\d{1,2}\\s?(?:am|pm)\\b|\\b(?:${DATE_WORDS})\\b`,
    'i',
  ),
  'file or path':
    /(?:[~.]?\/|[a-z]:\\)[\w./\\-]+|\b[\w-]+\.[a-z][a-z0-9]{1,4}\b|\b(?:file|folder|directory|document)s?\b/i,
}

function findValue(kind: ParameterKind, { values }: ToolParameter, text: string): string | null {
  if (kind === 'text') return text.match(/["“„«'‘]([^"”“»'’]{2,80})["”“»'’]/)?.[1] ?? text.match(/\p{L}+/u)?.[0] ?? null
  if (kind === 'one of its values') return values.find((value) => says(text, value)) ?? null
  return text.match(SIGNS[kind])?.[0] ?? null
}

/** "long_term" is said by "long-term" and "Long term". */
function says(text: string, value: string): boolean {
  const flat = (words: string) =>
    ` ${words
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()} `
  return flat(text).includes(flat(value))
}
