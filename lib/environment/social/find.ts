import { hashText } from '@/lib/core/sampling/random'
import { Chance } from '../random'
import { find, put } from '../records'
import { type Account, makeAccount, makePost, type Post, type SocialState } from '../slices/social'
import { type Acted, acted, refused } from './answer'
import { misshapen } from './ids'
import { refusal } from './refusal'
import { PLATFORMS_IN_CHINESE, TOPICS } from './words'

/**
 * A platform holds more than what a world lists: an instruction may name any account or post. Whether one that nobody
 * met so far exists, and what it is, follows from the platform's seed and its id alone. From then on it is kept.
 */
const SHARE_THAT_EXISTS = 0.85

const chanceOf = (state: SocialState, purpose: string) => new Chance(hashText(purpose, state.seed))

/** Luck that depends on nothing but the state's seed and a purpose. */
export const socialChance = chanceOf

/** An account by its id, its handle (with or without "@"), or "me". */
export function findAccount(state: SocialState, name: string, field: string): Acted<Account> {
  const text = name.trim()
  if (text === 'me') return acted(state, find(state.accounts, state.self)!)
  const wanted = misshapen(state.platform, 'account', text)
  if (wanted) return refused(refusal('FIELD_INVALID', field, `${quote(name)} is not an account; give ${wanted}.`))
  const handle = text.replace(/^@/, '').toLowerCase()
  const known = find(state.accounts, text) ?? find(state.accounts, find(state.handles, handle) ?? '')
  if (known) return acted(state, known)
  const account = meetAccount(state, handle, isId(state, text) ? text : undefined)
  if (!account) {
    return refused(refusal('ACCOUNT_MISSING', field, `Could not find an account for ${quote(name)}.`))
  }
  return acted(withAccount(state, account), account)
}

/** The account of that handle or id, unless the seed has it that there is none. */
export function meetAccount(state: SocialState, handle: string, id?: string): Account | null {
  const chance = chanceOf(state, `account ${id ?? handle}`)
  if (!chance.happens(SHARE_THAT_EXISTS)) return null
  const named = id === undefined ? handle : `user${id.slice(-6).replaceAll(/\W/g, '').toLowerCase()}`
  return makeAccount(state.platform, chance, state.start, named, id)
}

const isId = (state: SocialState, text: string) =>
  state.platform === 'youtube' ? /^UC[\w-]{22}$/.test(text) : /^\d{5,}$/.test(text) || state.platform === 'bilibili'

export const withAccount = (state: SocialState, account: Account): SocialState => ({
  ...state,
  accounts: put(state.accounts, account.id, account),
  handles: put(state.handles, account.handle, account.id),
})

/** A post or video by its id. Private ones of others are not found. */
export function findPost(state: SocialState, name: string, field: string): Acted<Post> {
  const text = name.trim()
  const wanted = misshapen(state.platform, 'post', text)
  if (wanted) return refused(refusal('TARGET_INVALID', field, `${quote(name)} is not an id; give ${wanted}.`))
  const id = find(state.aliases, text.replace(/^av/, '')) ?? text
  const known = find(state.posts, id)
  return known ? acted(state, known) : meetPost(state, id, field)
}

/** The post of that id, unless the seed has it that there is none. */
function meetPost(state: SocialState, id: string, field: string): Acted<Post> {
  const chance = chanceOf(state, `post ${id.replace(/^av/, '')}`)
  if (!chance.happens(SHARE_THAT_EXISTS)) {
    return refused(refusal('TARGET_MISSING', field, `There is nothing with the id ${quote(id)}, or it was deleted.`))
  }
  const language = PLATFORMS_IN_CHINESE.has(state.platform) ? 'zh' : 'en'
  const others = Object.keys(state.accounts).filter((one) => one !== state.self)
  const plan = { account: chance.pick(others), topic: chance.pick(TOPICS[language]), language } as const
  const isAid = state.platform === 'bilibili' && !id.startsWith('BV')
  const post = makePost(state.platform, chance, state.start, isAid ? plan : { ...plan, id })
  const aliases = isAid ? put(state.aliases, id.replace(/^av/, ''), post.id) : state.aliases
  return acted({ ...state, aliases, posts: put(state.posts, post.id, post) }, post)
}

/** The number that Bilibili gives a video besides its bvid. */
export const aidOf = (state: SocialState, bvid: string) =>
  String(100_000_000 + chanceOf(state, `aid ${bvid}`).int(0, 899_999_999))

export const quote = (text: string) => JSON.stringify(text.length <= 80 ? text : `${text.slice(0, 80)}…`)
