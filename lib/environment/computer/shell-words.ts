/**
 * A command line read into what is run: a small part of a shell's grammar. Lists (`;`, `&&`, `||`, `&`), pipes, quotes,
 * variables and redirections are known; substitutions, loops and functions are refused by name.
 */

export type Word = readonly { text: string; quote: '' | "'" | '"' }[]

export interface SimpleCommand {
  words: Word[]
  /** `>` and `>>`: where what it prints goes. */
  output: { path: Word; append: boolean } | null
  /** `<` */
  input: Word | null
  /** `2>&1` joins errors to the output, `2>` to anywhere drops them. */
  errors: 'shown' | 'joined' | 'dropped'
}

export interface Pipeline {
  commands: SimpleCommand[]
  /** What the command before must have come to for this one to run. */
  when: 'always' | 'succeeded' | 'failed'
  background: boolean
}

export type Script = { ok: true; pipelines: Pipeline[] } | { ok: false; message: string }

type Token = { kind: 'word'; word: Word } | { kind: 'operator'; text: string }

const OPERATORS = ['2>&1', '&>', '2>>', '2>', '&&', '||', '>>', ';', '|', '&', '>', '<', '\n'] as const
const UNKNOWN = /^(?:\$\(|`|<<|<\(|\(\(|\()/

const SUBSTITUTION = 'command substitution is not available here'
const unexpected = (text: string) => `syntax error near unexpected token \`${text}'`
const refuse = (message: string): Script => ({ ok: false, message })

export function readScript(text: string): Script {
  const tokens: Token[] = []
  let rest = text.trim()
  while (rest !== '') {
    const space = /^[ \t]+|^#[^\n]*/.exec(rest)
    const strange = UNKNOWN.exec(rest)
    if (strange) return { ok: false, message: /^(?:\$\(|`)/.test(rest) ? SUBSTITUTION : unexpected(strange[0]) }
    const operator = OPERATORS.find((one) => rest.startsWith(one))
    if (space) rest = rest.slice(space[0].length)
    else if (operator) {
      tokens.push({ kind: 'operator', text: operator === '\n' ? ';' : operator })
      rest = rest.slice(operator.length)
    } else {
      const read = readWord(rest)
      if (typeof read === 'string') return { ok: false, message: read }
      tokens.push({ kind: 'word', word: read.word })
      rest = read.rest
    }
  }
  return group(tokens)
}

function readWord(text: string): { word: Word; rest: string } | string {
  const word: { text: string; quote: '' | "'" | '"' }[] = []
  let rest = text
  while (rest !== '' && !/^[ \t\n;|&<>]/.test(rest)) {
    const quote = rest[0] === "'" || rest[0] === '"' ? rest[0] : ''
    const found =
      quote === "'" ? /^'([^']*)'/ : quote === '"' ? /^"((?:[^"\\]|\\[\s\S])*)"/ : /^(?:[^\s;|&<>'"\\]|\\[\s\S])+/
    const match = found.exec(rest)
    if (!match) return quote ? `unexpected EOF while looking for matching \`${quote}'` : 'unexpected end of the command'
    if (quote !== "'" && /\$\(|`/.test(match[0])) return SUBSTITUTION
    word.push({ text: quote ? match[1]! : match[0], quote })
    rest = rest.slice(match[0].length)
  }
  return { word, rest }
}

const newCommand = (): SimpleCommand => ({ words: [], output: null, input: null, errors: 'shown' })

function group(tokens: Token[]): Script {
  const pipelines: Pipeline[] = []
  let current: Pipeline = { commands: [newCommand()], when: 'always', background: false }
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!
    const command = current.commands.at(-1)!
    if (token.kind === 'word') command.words.push(token.word)
    else if (token.text === '2>&1') command.errors = 'joined'
    else if (/[<>]/.test(token.text)) {
      const next = tokens[++index]
      if (next?.kind !== 'word') return refuse(unexpected(next?.text ?? 'newline'))
      redirect(command, token.text, next.word)
    } else {
      if (command.words.length === 0) return refuse(unexpected(token.text))
      if (token.text === '|') current.commands.push(newCommand())
      else {
        current.background = token.text === '&'
        pipelines.push(current)
        const when = token.text === '&&' ? 'succeeded' : token.text === '||' ? 'failed' : 'always'
        current = { commands: [newCommand()], when, background: false }
      }
    }
  }
  const last = current.commands.at(-1)!
  if (last.words.length > 0) pipelines.push(current)
  else if (current.commands.length > 1 || current.when !== 'always') return refuse(unexpected('newline'))
  return { ok: true, pipelines }
}

function redirect(command: SimpleCommand, operator: string, path: Word): void {
  if (operator === '<') command.input = path
  else if (operator.startsWith('2')) command.errors = 'dropped'
  else command.output = { path, append: operator === '>>' }
  if (operator === '&>') command.errors = 'joined'
}

/** A word as the command gets it: quotes taken off, variables filled in. */
export function expandWord(word: Word, variables: (name: string) => string): string {
  const fill = (text: string) =>
    text.replace(/\$(?:\{(\w+)\}|(\w+|\?))/g, (_, braced: string | undefined, bare: string) =>
      variables(braced ?? bare),
    )
  return word
    .map(({ text, quote }) => {
      if (quote === "'") return text
      return text
        .split(/(\\[\s\S])/)
        .map((part) => (part.startsWith('\\') ? unquote(part, quote) : fill(part)))
        .join('')
    })
    .join('')
}

const unquote = (part: string, quote: '' | '"') => (quote === '' || /^\\["\\$`]$/.test(part) ? part.slice(1) : part)

/** True when `*` or `?` stands outside quotes: the word then names files. */
export const isPattern = (word: Word) => word.some(({ text, quote }) => quote === '' && /[*?]/.test(text))
