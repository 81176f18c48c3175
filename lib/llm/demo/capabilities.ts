/** What the demo model makes of capability names: no knowledge, only the words in them. */

/** SOURCE gives something to work with, MAKER makes something of it, SENDER lets it out into the world. */
export type Role = 'SOURCE' | 'MAKER' | 'SENDER'

export interface Capability {
  name: string
  /** Its first sentence. */
  about: string
  gives: string
  role: Role
}

const SOURCE = /search|get_|query|read|look|find|info|list|fetch|diagnos/i
const SENDER = /post|comment|send|upload|publish|order|payment|transfer|transaction|swap|deploy|message|email|sms|mix/i

export const roleOf = (name: string): Role => {
  const act = name.slice(name.indexOf('.') + 1)
  if (SOURCE.test(act)) return 'SOURCE'
  return SENDER.test(act) ? 'SENDER' : 'MAKER'
}

/** Lines as formatCapabilities writes them: `Social.create_post: Publish text. Gives a post id.` */
export const readCapabilities = (text: string): Capability[] =>
  text
    .split('\n')
    .map((line) => /^(?:\d+\. )?([^\s:]+)(?::\s*(.*))?$/.exec(line.trim()))
    .filter((match) => match !== null)
    .map(([, name = '', about = '']) => ({
      name,
      about: /^(?!Gives )(.+?)\.(\s|$)/.exec(about)?.[1] ?? '',
      gives: /\bGives (.+?)\.?$/.exec(about)?.[1] ?? '',
      role: roleOf(name),
    }))

const third = (verb: string) => {
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ies`
  return /(s|sh|ch|x|z|o)$/.test(verb) ? `${verb}es` : `${verb}s`
}

/** `Find pages by words` → `finds pages by words`; without a description, `Social.create_post` → `uses create post`. */
export function tell({ name, about }: Pick<Capability, 'name' | 'about'>): string {
  const [verb = '', ...rest] = about.split(' ')
  if (/^[A-Z][a-z]+$/.test(verb)) return [third(verb.toLowerCase()), ...rest].join(' ')
  return `uses ${nameIt(name)}`
}

/** `Social.create_post` → `create post`. */
export const nameIt = (name: string) => name.slice(name.indexOf('.') + 1).replaceAll('_', ' ')
