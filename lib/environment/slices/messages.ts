import type { Chance } from '../random'
import { find, put, type Records } from '../records'
import { CONTACTS, OWNER } from './people'

export interface TextMessage {
  id: string
  from: string
  to: string
  body: string
  /** Simulated time in ms. */
  at: number
}

export interface ChatMessage {
  id: number
  body: string
  at: number
}

export interface MessagesState {
  texts: readonly TextMessage[]
  /** By chat, as the sender named it. */
  chats: Records<readonly ChatMessage[]>
  /** What is left with each provider, in thousandths of a euro: a message costs some. */
  credit: { twilio: number; messagebird: number }
}

const MINUTE = 60_000

export const seedMessages = (chance: Chance, start: number): MessagesState => ({
  texts: CONTACTS.slice(0, 3).map(({ phone }, index) => ({
    id: chance.hex(32),
    from: phone,
    to: OWNER.phone,
    body: ['On my way.', 'The room is booked.', 'Thank you for yesterday!'][index]!,
    at: start - (3 - index) * chance.int(30, 90) * MINUTE,
  })),
  chats: {},
  credit: { twilio: chance.int(600, 2_500), messagebird: chance.int(600, 2_500) },
})

export const addText = (state: MessagesState, message: TextMessage): MessagesState => ({
  ...state,
  texts: [...state.texts, message],
})

export const addToChat = (state: MessagesState, chat: string, message: ChatMessage): MessagesState => ({
  ...state,
  chats: put(state.chats, chat, [...(find(state.chats, chat) ?? []), message]),
})
