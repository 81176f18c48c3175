import { hashText } from '@/lib/core/sampling/random'
import { BAD_LUCK, defineTool, done, fail } from '../../define-tool'
import { find } from '../../records'
import { addToChat } from '../../slices/messages'
import { sliceOf, withSlice } from '../../world'

const LONGEST = 4_096

/** The first mistake in a text's markup; null: there is none. */
function markupMistake(text: string, mode: 'HTML' | 'Markdown' | 'MarkdownV2'): string | null {
  if (mode === 'HTML') return htmlMistake(text)
  const bare = text.replace(/\\[\s\S]/g, '').replace(/```[\s\S]*?```|`[^`]*`/g, '')
  if (bare.includes('`')) return "can't find end of the entity starting with '`'"
  const reserved = mode === 'MarkdownV2' ? /[.!\-+=|{}#>]/.exec(bare.replace(/\[[^\]]*\]\([^)]*\)/g, '')) : null
  if (reserved) return `character '${reserved[0]}' is reserved and must be escaped with the preceding '\\'`
  const odd = ['*', '_'].find((mark) => bare.split(mark).length % 2 === 0)
  return odd ? `can't find end of the entity starting with '${odd}'` : null
}

const HTML_TAGS = new Set(['b', 'strong', 'i', 'em', 'u', 'ins', 's', 'del', 'code', 'pre', 'a', 'blockquote', 'span'])

function htmlMistake(text: string): string | null {
  const open: string[] = []
  for (const [, slash, name = ''] of text.matchAll(/<(\/?)([a-z-]*)[^<>]*>/gi)) {
    const tag = name.toLowerCase()
    if (!HTML_TAGS.has(tag)) return `unsupported start tag "${tag}"`
    if (!slash) open.push(tag)
    else if (open.pop() !== tag) return `unexpected end tag "${tag}"`
  }
  return open.length > 0 ? `can't find end tag corresponding to start tag "${open.at(-1)}"` : null
}

const sendTelegram = defineTool({
  name: 'send_telegram_message',
  capability: 'Communication.send_instant_message',
  description: 'Sends a message by a Telegram bot, with formatting and silently if wanted.',
  parameters: {
    type: 'object',
    properties: {
      chat_id: { type: ['integer', 'string'], description: 'Number of the chat, or @name of the channel' },
      text: { type: 'string', description: 'Text of the message' },
      parse_mode: {
        type: 'string',
        enum: ['HTML', 'Markdown', 'MarkdownV2'],
        description: 'How formatting is written in the text',
      },
      disable_notification: { type: 'boolean', description: 'Deliver it without a sound' },
    },
    required: ['chat_id', 'text'],
  },
  run(world, { chat_id, text, parse_mode, disable_notification }, chance) {
    const luck = chance.next()
    const refused = (code: number, description: string, parameters?: { retry_after: number }) =>
      fail(world, { ok: false, error_code: code, description, parameters })
    const chat = String(chat_id).trim()
    const numbered = /^-?[1-9]\d{0,15}$/.test(chat)
    if (!numbered && !/^@[A-Za-z][A-Za-z0-9_]{3,31}$/.test(chat)) return refused(400, 'Bad Request: chat not found')
    if (text.trim() === '') return refused(400, 'Bad Request: message text is empty')
    if (text.length > LONGEST) return refused(400, 'Bad Request: message is too long')
    const mistake = parse_mode ? markupMistake(text, parse_mode) : null
    if (mistake) return refused(400, `Bad Request: can't parse entities: ${mistake}`)
    if (luck < BAD_LUCK) return refused(429, 'Too Many Requests: retry after 7', { retry_after: 7 })
    const state = sliceOf(world, 'messages')
    const before = find(state.chats, chat)
    const id = before ? before.at(-1)!.id + 1 : chance.int(100, 900)
    const number = numbered ? Number(chat) : -1_000_000_000_000 - (hashText(chat) >>> 0)
    const type = number < -1_000_000_000_000 ? 'channel' : number < 0 ? 'group' : 'private'
    const after = withSlice(world, 'messages', addToChat(state, chat, { id, body: text, at: world.now }))
    return done(after, {
      ok: true,
      result: {
        message_id: id,
        chat: { id: number, type, ...(!numbered && { username: chat.slice(1) }) },
        date: Math.floor(world.now / 1000),
        text,
        has_protected_content: false,
        ...(disable_notification && { disable_notification }),
      },
    })
  },
})

export const sendInstantMessage = [sendTelegram]
