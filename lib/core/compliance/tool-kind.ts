/** Whether a call only looks (search, read, list) or acts (send, post, pay): by its tool's name, then by what it says it does. */

const LOOKS = new Set(
  'search find get query list read fetch check lookup look view show browse retrieve describe count compare inspect monitor ping scan resolve track info status profile diagnostic diagnostics stat weather'.split(
    ' ',
  ),
)
const ACTS = new Set(
  'send post create place pay buy order execute deploy transfer mix delete remove write update edit set add publish upload start stop kill install run book reserve cancel make generate synthesize reply comment follow like share move rename commit push submit register invite call block swap call transaction convert request message mail payment'.split(
    ' ',
  ),
)
/** Arguments by which one tool does several things. */
const KINDS = ['operation', 'action', 'method', 'command', 'mode', 'op', 'subcommand', 'type']
const LOOKING_KINDS =
  /^(?:get|read|list|ls|cat|head|tail|status|info|show|search|find|view|stat|ps|df|du|pwd|whoami|uname|log|diff|inspect|logs|ping|dig|query|exists|check|images|grep|wc|date|describe)(?:\b|_)/i

const wordsOf = (name: string) =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)

/** By the name alone; null: the name does not tell. */
export function looksByName(name: string): boolean | null {
  const words = wordsOf(name)
  // The first word that tells is its verb: search_posts looks, post_search_result acts.
  for (const word of words) {
    if (LOOKS.has(word)) return true
    if (ACTS.has(word)) return false
  }
  return null
}

export function onlyLooks(call: { name: string; arguments: string }): boolean {
  const kind = kindOf(call.arguments)
  const byName = looksByName(call.name)
  if (kind !== null && byName !== true) return LOOKING_KINDS.test(kind)
  return byName ?? false
}

function kindOf(text: string): string | null {
  if (text.length > 100_000) return null
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return null
    const entries = Object.entries(value)
    const kind = KINDS.map((key) => entries.find(([name]) => name.toLowerCase() === key)?.[1]).find(
      (one) => typeof one === 'string',
    )
    return typeof kind === 'string' ? kind.trim() : null
  } catch {
    return null
  }
}

/** What its name says it does, without whose it is: send_gmail and send_outlook are one act. */
export const actOf = (name: string) => wordsOf(name).find((word) => ACTS.has(word) || LOOKS.has(word)) ?? name
