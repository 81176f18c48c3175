import type { Chance } from '../random'
import { find, put, type Records } from '../records'
import { CONTACTS, OWNER } from './people'

export interface Attachment {
  name: string
  size: number
}

export interface Mail {
  id: string
  threadId: string
  from: string
  to: readonly string[]
  cc: readonly string[]
  bcc: readonly string[]
  subject: string
  body: string
  html: boolean
  priority: string
  attachments: readonly Attachment[]
  /** Simulated time in ms. */
  at: number
}

export type Folder = 'Inbox' | 'Sent' | 'Drafts'

export type Mailbox = { readonly [F in Folder]: readonly Mail[] }

export interface MailState {
  /** By address in lower case. A sender's box is opened by its first mail. */
  boxes: Records<Mailbox>
}

const EMPTY: Mailbox = { Inbox: [], Sent: [], Drafts: [] }

export const boxOf = (state: MailState, address: string): Mailbox => find(state.boxes, address.toLowerCase()) ?? EMPTY

/** Files a mail in one folder of one box. */
export function fileMail(state: MailState, address: string, folder: Folder, mail: Mail): MailState {
  const box = boxOf(state, address)
  return { boxes: put(state.boxes, address.toLowerCase(), { ...box, [folder]: [...box[folder], mail] }) }
}

/** Files a sent mail with its sender, and with those recipients who have a box here. */
export function deliver(state: MailState, mail: Mail): MailState {
  const local = [...mail.to, ...mail.cc, ...mail.bcc].filter((to) => find(state.boxes, to.toLowerCase()) !== undefined)
  const sent = fileMail(state, mail.from, 'Sent', mail)
  return [...new Set(local)].reduce((all, to) => fileMail(all, to, 'Inbox', mail), sent)
}

const LETTERS: readonly [number, string, string][] = [
  [0, 'Minutes of Tuesday', 'The minutes are in the shared folder. Two points are still open; see the last page.'],
  [1, 'Train on Friday', 'I booked seats on the 9:12. The tickets are at the counter under your name.'],
  [
    2,
    'Draft of the leaflet',
    'Here is the second draft. I changed the headline and the colours. Comments by Thursday?',
  ],
  [3, 'Printer again', 'The printer on the second floor is back. Please try it before you report it a third time.'],
  [4, 'Lunch?', 'There is a new soup place by the river. Wednesday at noon?'],
]

const HOUR = 3_600_000

export function seedMail(chance: Chance, start: number): MailState {
  const inbox = LETTERS.map(
    ([from, subject, body], index): Mail => ({
      id: chance.hex(16),
      threadId: chance.hex(16),
      from: CONTACTS[from]!.email,
      to: [OWNER.email],
      cc: [],
      bcc: [],
      subject,
      body,
      html: false,
      priority: 'normal',
      attachments: [],
      at: start - (LETTERS.length - index) * chance.int(5, 20) * HOUR,
    }),
  )
  return { boxes: { [OWNER.email]: { ...EMPTY, Inbox: inbox.sort((a, b) => a.at - b.at) } } }
}
