import { BAD_LUCK, defineTool, done, fail, type Observation, type Outcome } from '../../define-tool'
import type { Chance } from '../../random'
import { boxOf, deliver, fileMail, type Mail } from '../../slices/mail'
import { isoTime, sliceOf, type World, withSlice } from '../../world'

interface Letter {
  sender: string
  to: readonly string[]
  subject: string
  body: string
  cc?: readonly string[]
  bcc?: readonly string[]
  attachments?: readonly { name?: string; size?: number }[]
  is_html: boolean
  draft: boolean
}

type Refusal = 'SENDER' | 'NOBODY' | 'ADDRESS' | 'TOO_MANY' | 'TOO_LARGE' | 'RATE' | 'DOWN'

/** What one provider does in its own way. */
interface Provider {
  domains: readonly string[]
  megabytes: number
  recipients: number
  makeId(chance: Chance): string
  sent(mail: Mail, draft: boolean, filed: number): Observation
  refused(why: Refusal, words: string, chance: Chance, world: World): Observation
}

const MEGABYTE = 1_048_576
const ADDRESS = /^(?:[^<>@]*<)?[^\s@<>(),;:]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)+>?$/i

function send(provider: Provider, world: World, letter: Letter, priority: string, chance: Chance): Outcome {
  const refusal = findRefusal(provider, letter, chance)
  if (refusal) return fail(world, provider.refused(refusal[0], refusal[1], chance, world))
  const mail: Mail = {
    id: provider.makeId(chance),
    threadId: chance.hex(16),
    from: letter.sender.toLowerCase(),
    to: letter.to,
    cc: letter.cc ?? [],
    bcc: letter.bcc ?? [],
    subject: letter.subject,
    body: letter.body,
    html: letter.is_html,
    priority,
    attachments: (letter.attachments ?? []).map(({ name = 'attachment', size = 0 }) => ({ name, size })),
    at: world.now,
  }
  const before = sliceOf(world, 'mail')
  const after = letter.draft ? fileMail(before, mail.from, 'Drafts', mail) : deliver(before, mail)
  const filed = boxOf(after, mail.from)[letter.draft ? 'Drafts' : 'Sent'].length
  return done(withSlice(world, 'mail', after), provider.sent(mail, letter.draft, filed))
}

function findRefusal({ domains, megabytes, recipients }: Provider, letter: Letter, chance: Chance) {
  const luck = chance.next()
  const everyone = [...letter.to, ...(letter.cc ?? []), ...(letter.bcc ?? [])]
  const wrong = everyone.find((address) => !ADDRESS.test(address))
  const bytes = (letter.attachments ?? []).reduce((sum, { size = 0 }) => sum + Math.max(0, size), letter.body.length)
  const refusals: [boolean, Refusal, string][] = [
    [
      !ADDRESS.test(letter.sender) || !domains.some((domain) => letter.sender.toLowerCase().endsWith(domain)),
      'SENDER',
      `The sender ${letter.sender} is not an address that ends with ${domains.join(' or ')}.`,
    ],
    [wrong !== undefined, 'ADDRESS', `${wrong} is not a valid address.`],
    [!letter.draft && everyone.length === 0, 'NOBODY', 'There is no recipient.'],
    [everyone.length > recipients, 'TOO_MANY', `${everyone.length} recipients; at most ${recipients} are allowed.`],
    [bytes > megabytes * MEGABYTE, 'TOO_LARGE', `The message has ${bytes} bytes; at most ${megabytes} MB are allowed.`],
    [luck < BAD_LUCK / 2, 'RATE', 'Too many messages in a short time. Try again in a minute.'],
    [luck < BAD_LUCK, 'DOWN', 'The service cannot be reached for the moment. Try again later.'],
  ]
  const found = refusals.find(([applies]) => applies)
  return found ? ([found[1], found[2]] as const) : null
}

const people = (addresses: readonly string[]) => addresses.map((address) => ({ emailAddress: { address } }))

const GMAIL_STATUS: Record<Refusal, [number, string]> = {
  SENDER: [403, 'PERMISSION_DENIED'],
  NOBODY: [400, 'INVALID_ARGUMENT'],
  ADDRESS: [400, 'INVALID_ARGUMENT'],
  TOO_MANY: [400, 'INVALID_ARGUMENT'],
  TOO_LARGE: [413, 'INVALID_ARGUMENT'],
  RATE: [429, 'RESOURCE_EXHAUSTED'],
  DOWN: [503, 'UNAVAILABLE'],
}

const gmail: Provider = {
  domains: ['@gmail.com'],
  megabytes: 25,
  recipients: 500,
  makeId: (chance) => `19${chance.hex(14)}`,
  sent: ({ id, threadId, at }, draft, filed) =>
    draft
      ? { id: `r-${id}`, message: { id, threadId, labelIds: ['DRAFT'] }, draftsTotal: filed }
      : { id, threadId, labelIds: ['SENT'], internalDate: String(at), sentTotal: filed },
  refused: (why, message) => ({ error: { code: GMAIL_STATUS[why][0], status: GMAIL_STATUS[why][1], message } }),
}

const OUTLOOK_CODE: Record<Refusal, string> = {
  SENDER: 'ErrorSendAsDenied',
  NOBODY: 'ErrorInvalidRecipients',
  ADDRESS: 'ErrorInvalidRecipients',
  TOO_MANY: 'ErrorMaxRecipientsExceeded',
  TOO_LARGE: 'ErrorMessageSizeExceeded',
  RATE: 'ApplicationThrottled',
  DOWN: 'ErrorServerBusy',
}

const OUTLOOK_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

const outlook: Provider = {
  domains: ['@outlook.com', '@hotmail.com'],
  megabytes: 20,
  recipients: 500,
  makeId: (chance) => `AAMkAG${chance.text(OUTLOOK_ALPHABET, 26)}=`,
  sent: ({ id, threadId, at, subject, priority, to }, isDraft, filed) => ({
    id,
    conversationId: threadId,
    subject,
    importance: priority,
    isDraft,
    toRecipients: people(to),
    [isDraft ? 'createdDateTime' : 'sentDateTime']: isoTime(at),
    parentFolder: { displayName: isDraft ? 'Drafts' : 'Sent Items', totalItemCount: filed },
  }),
  refused: (why, message, chance, { now }) => ({
    error: {
      code: OUTLOOK_CODE[why],
      message,
      innerError: { date: isoTime(now).slice(0, 19), 'request-id': chance.uuid() },
    },
  }),
}

const YAHOO_CODE: Record<Refusal, string> = {
  SENDER: 'EC-4008',
  NOBODY: 'EC-4001',
  ADDRESS: 'EC-4002',
  TOO_MANY: 'EC-4023',
  TOO_LARGE: 'EC-4013',
  RATE: 'EC-4999',
  DOWN: 'EC-5000',
}

const yahoo: Provider = {
  domains: ['@yahoo.com'],
  megabytes: 25,
  recipients: 100,
  makeId: (chance) => `${chance.digits(9)}.${chance.digits(7)}.17${chance.digits(11)}@mail.yahoo.com`,
  sent: ({ id, at }, draft, filed) => ({
    status: 'success',
    result: {
      messageId: `<${id}>`,
      folder: { name: draft ? 'Draft' : 'Sent', total: filed },
      date: Math.floor(at / 1000),
    },
  }),
  refused: (why, message) => ({ status: 'error', error: { id: YAHOO_CODE[why], message } }),
}

const COREMAIL_CODE: Record<Refusal, string> = {
  SENDER: 'FA_MTA_SENDER_DENIED',
  NOBODY: 'FA_NO_RECIPIENT',
  ADDRESS: 'FA_INVALID_RECIPIENT',
  TOO_MANY: 'FA_RECIPIENTS_LIMIT',
  TOO_LARGE: 'FA_OVERFLOW',
  RATE: 'FA_SEND_FREQUENCY',
  DOWN: 'FA_SERVER_BUSY',
}

const netease: Provider = {
  domains: ['@163.com'],
  megabytes: 50,
  recipients: 40,
  makeId: (chance) => `xtbB${chance.text(OUTLOOK_ALPHABET, 20)}`,
  sent: ({ id, at }, draft, filed) => ({
    code: 'S_OK',
    var: { mid: id, fid: draft ? 2 : 3, folderCount: filed, sentDate: isoTime(at).replace('T', ' ').slice(0, 19) },
  }),
  refused: (why, message) => ({ code: COREMAIL_CODE[why], message }),
}

const capability = 'Communication.send_email'

const addresses = (description: string) => ({ type: 'array', items: { type: 'string' }, description }) as const
const text = (description: string) => ({ type: 'string', description }) as const
const html = {
  type: 'boolean',
  description: 'Whether the body is HTML rather than plain text',
  default: false,
} as const
const draft = { type: 'boolean', description: 'Keep it as a draft, unsent', default: false } as const
const urgency = {
  type: 'string',
  description: 'How urgent it is marked as',
  enum: ['low', 'normal', 'high'],
  default: 'normal',
} as const
const file = {
  name: text("The file's name"),
  type: text("The file's MIME type"),
  size: { type: 'integer', description: "The file's size in bytes" },
} as const
const files = <P extends object>(properties: P, description: string) =>
  ({ type: 'array', items: { type: 'object', properties }, description }) as const

const letter = {
  to: addresses('Addresses of the recipients'),
  subject: text('Subject line'),
  body: text('Text of the mail'),
  cc: addresses('Addresses that get a copy'),
  bcc: addresses('Addresses that get a copy unseen by the others'),
} as const
const required = ['sender', 'to', 'subject', 'body'] as const

const sendGmail = defineTool({
  name: 'send_gmail',
  capability,
  description: 'Sends an e-mail from a Gmail address, or keeps it as a draft.',
  parameters: {
    type: 'object',
    properties: {
      sender: text('Address it is sent from; ends with @gmail.com'),
      ...letter,
      attachments: {
        type: 'array',
        items: { type: 'object', properties: { name: file.name, size: file.size } },
        description: 'Files to attach: at most 25, of 25 MB together',
        maxItems: 25,
      },
      is_html: html,
      priority: urgency,
      draft,
    },
    required,
  },
  run: (world, args, chance) => send(gmail, world, args, args.priority, chance),
})

const sendOutlook = defineTool({
  name: 'send_outlook',
  capability,
  description: 'Sends an e-mail from an Outlook or Hotmail address, or keeps it as a draft.',
  parameters: {
    type: 'object',
    properties: {
      sender: text('Address it is sent from; ends with @outlook.com or @hotmail.com'),
      ...letter,
      attachments: files(file, 'Files to attach, of 20 MB together'),
      is_html: html,
      importance: urgency,
      draft,
      category: {
        type: 'string',
        description: 'Category that it is filed under',
        enum: ['Personal', 'Work', 'Important', 'Todo', 'Later'],
        default: null,
      },
    },
    required,
  },
  run: (world, args, chance) => {
    const outcome = send(outlook, world, args, args.importance, chance)
    if (outcome.error || !args.category) return outcome
    return { ...outcome, observation: { ...(outcome.observation as object), categories: [args.category] } }
  },
})

const sendYahoo = defineTool({
  name: 'send_yahoo_mail',
  capability,
  description: 'Sends an e-mail from a Yahoo address, or keeps it as a draft.',
  parameters: {
    type: 'object',
    properties: {
      sender: text('Address it is sent from; ends with @yahoo.com'),
      ...letter,
      attachments: files(file, 'Files to attach, of 25 MB together'),
      is_html: html,
      priority: urgency,
      draft,
    },
    required,
  },
  run: (world, args, chance) => send(yahoo, world, args, args.priority, chance),
})

const send163 = defineTool({
  name: 'send_163_mail',
  capability,
  description: 'Sends an e-mail from a 163 address, or keeps it as a draft.',
  parameters: {
    type: 'object',
    properties: {
      sender: text('Address it is sent from; ends with @163.com'),
      ...letter,
      attachments: files(file, 'Files to attach, of 50 MB together'),
      is_html: html,
      priority: urgency,
      draft,
    },
    required,
  },
  run: (world, args, chance) => send(netease, world, args, args.priority, chance),
})

export const sendEmail = [sendGmail, sendOutlook, sendYahoo, send163]
