import { hashText } from '@/lib/core/sampling/random'
import { Chance } from '../random'
import { find, put } from '../records'
import { type Account, makePost, type Post, type SocialState, type Work } from '../slices/social'
import { type Acted, acted, refused } from './answer'
import { meetAccount, socialChance, withAccount } from './find'
import { newSocialId } from './ids'
import { checkText, lengthOf } from './limits'
import { refusal } from './refusal'
import { PLATFORMS_IN_CHINESE } from './words'

export type Hit =
  | { kind: 'USER'; account: Account }
  | { kind: 'POST'; post: Post }
  | { kind: 'TAG'; name: string; count: number }
  | { kind: Work['kind']; work: Work }

export interface Question {
  query: string
  /** In the order in which the hits are wanted. */
  kinds: readonly Hit['kind'][]
  /** Longest query, in characters. */
  most: number
  keep?: (post: Post) => boolean
  order?: (a: Post, b: Post) => number
}

interface Terms {
  wanted: readonly string[]
  unwanted: readonly string[]
  from: string | null
}

/** Words that must all be there; "-word" must not, "from:handle" names the author. */
function readTerms(query: string): Terms {
  const parts = query
    .toLowerCase()
    .replaceAll(/["“”()]/g, ' ')
    .split(/\s+/)
    .filter((part) => part !== '' && part !== 'or' && part !== 'and')
  const from = parts.find((part) => part.startsWith('from:'))
  const plain = parts.filter((part) => !/^(from|to|lang|is|has|filter|since|until|min_faves):/.test(part))
  return {
    wanted: plain.filter((part) => !/^-./.test(part)).map((part) => part.replace(/^[#@]/, '')),
    unwanted: plain.filter((part) => /^-./.test(part)).map((part) => part.slice(1)),
    from: from ? from.slice(5).replace(/^@/, '') : null,
  }
}

const fits = (words: string, { wanted, unwanted }: Terms) =>
  wanted.every((term) => words.includes(term)) && !unwanted.some((term) => words.includes(term))

/** Finds what is there. What a query brings to light at its first time is there from then on. */
export function search(state: SocialState, question: Question): Acted<Hit[]> {
  const wrong = checkText('query', question.query, question.most)
  if (wrong) return refused(wrong)
  const terms = readTerms(question.query)
  let after = state
  const hits: Hit[] = []
  for (const kind of question.kinds) {
    const found = SEARCHES[kind](after, terms, question)
    after = found.state
    hits.push(...found.hits)
  }
  return acted(after, hits)
}

type Search = (state: SocialState, terms: Terms, question: Question) => { state: SocialState; hits: Hit[] }

const searchUsers: Search = (state, terms) => {
  const known = Object.values(state.accounts).filter(({ handle, name, bio }) =>
    fits(`${handle} ${name} ${bio}`.toLowerCase(), terms),
  )
  const handle = terms.wanted
    .join('_')
    .replaceAll(/[^\p{L}\p{N}_]/gu, '')
    .slice(0, 15)
  const met = known.length === 0 && handle.length >= 2 ? meetAccount(state, handle) : null
  const users = met ? [met] : known
  return { state: met ? withAccount(state, met) : state, hits: users.map((account) => ({ kind: 'USER', account })) }
}

const FEW = 3

const matchingPosts = (state: SocialState, terms: Terms) => {
  const author = terms.from === null ? null : (find(state.handles, terms.from) ?? terms.from)
  return Object.values(state.posts).filter(
    (post) => post.visibility === 'public' && (author === null || post.account === author) && fits(post.words, terms),
  )
}

const searchPosts: Search = (state, terms, { keep, order, query }) => {
  let after = state
  let posts = matchingPosts(state, terms)
  if (terms.from === null && posts.length < FEW) {
    after = discover(state, terms, query)
    if (after !== state) posts = matchingPosts(after, terms)
  }
  const kept = keep ? posts.filter(keep) : posts
  kept.sort(order ?? newest)
  return { state: after, hits: kept.map((post) => ({ kind: 'POST', post })) }
}

export const newest = (a: Post, b: Post) => b.at - a.at || (a.id < b.id ? -1 : 1)

/** Other people's posts on the subject, unless the seed has it that there are none. */
function discover(state: SocialState, terms: Terms, query: string): SocialState {
  const key = `posts ${terms.wanted.join(' ')}`
  if (terms.wanted.length === 0 || find(state.asked, key)) return state
  const chance = socialChance(state, key)
  const others = Object.keys(state.accounts).filter((one) => one !== state.self)
  const topic = subjectOf(query)
  const language = languageOf(state, query)
  const count = chance.happens(0.1) ? 0 : chance.int(2, 6)
  const posts: Record<string, Post> = {}
  for (let index = 0; index < count; index++) {
    const plan = { account: chance.pick(others), topic, language, found: terms.wanted.join(' ') }
    const post = makePost(state.platform, chance, state.start, plan)
    posts[post.id] = post
  }
  return { ...state, posts: { ...state.posts, ...posts }, asked: put(state.asked, key, true) }
}

const SUBJECT = 60

const subjectOf = (query: string) => {
  const text = query.replaceAll(/\s+/g, ' ').trim()
  return lengthOf(text) <= SUBJECT ? text : `${[...text].slice(0, SUBJECT).join('')}…`
}

const languageOf = ({ platform }: SocialState, query: string): 'en' | 'zh' =>
  PLATFORMS_IN_CHINESE.has(platform) || /\p{Script=Han}/u.test(query) ? 'zh' : 'en'

const searchTags: Search = (state, terms, question) => {
  const { state: after } = searchPosts(state, terms, question)
  const counts = new Map<string, number>()
  for (const { tags, visibility } of Object.values(after.posts)) {
    if (visibility === 'public') for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  }
  const wanted = terms.wanted.join('')
  const found = [...counts].filter(([name]) => name.toLowerCase().includes(wanted))
  return { state: after, hits: found.map(([name, count]) => ({ kind: 'TAG', name, count })) }
}

const TITLES: Record<Work['kind'], readonly string[]> = {
  MUSIC: ['%s (original sound)', '%s, slowed', 'A tune for %s'],
  PLAYLIST: ['%s: the whole series', 'Best of %s', '%s for beginners'],
  PLACE: ['%s', '%s Square', 'Little %s'],
  LIVE: ['%s, live', 'Evening talk: %s'],
  ARTICLE: ['Notes on %s', '%s, explained slowly'],
  BANGUMI: ['%s: The Animation', 'Tales of %s'],
}

const searchWorks =
  (kind: Work['kind']): Search =>
  (state, terms, { query }) => {
    const key = `${kind} ${terms.wanted.join(' ')}`
    let after = state
    if (terms.wanted.length > 0 && !find(state.asked, key)) {
      const works = [...state.works, ...makeWorks(state, kind, socialChance(state, key), terms, query)]
      after = { ...state, works, asked: put(state.asked, key, true) }
    }
    const found = after.works.filter((work) => work.kind === kind && fits(work.words, terms))
    return { state: after, hits: found.map((work) => ({ kind, work })) }
  }

function makeWorks(state: SocialState, kind: Work['kind'], chance: Chance, terms: Terms, query: string): Work[] {
  const others = Object.keys(state.accounts).filter((one) => one !== state.self)
  const titles = TITLES[kind].slice(0, chance.int(0, TITLES[kind].length))
  return titles.map((template) => {
    const title = template.split('%s').join(subjectOf(query))
    return {
      id: newSocialId(state.platform, 'work', chance),
      kind,
      title,
      account: chance.pick(others),
      count: chance.int(4, 9_000),
      at: state.start - chance.int(1, 300) * 86_400_000,
      words: `${title} ${terms.wanted.join(' ')}`.toLowerCase(),
    }
  })
}

const SEARCHES: Record<Hit['kind'], Search> = {
  USER: searchUsers,
  POST: searchPosts,
  TAG: searchTags,
  MUSIC: searchWorks('MUSIC'),
  PLAYLIST: searchWorks('PLAYLIST'),
  PLACE: searchWorks('PLACE'),
  LIVE: searchWorks('LIVE'),
  ARTICLE: searchWorks('ARTICLE'),
  BANGUMI: searchWorks('BANGUMI'),
}

export interface Page {
  hits: readonly Hit[]
  total: number
  /** Where the next page begins; null on the last. */
  next: number | null
}

export interface Paging {
  /** null: the token was none that a search gave out. */
  offset: number | null
  /** The parameter that says where the page begins. */
  field: string
  limit: number
  /** Longest page. */
  most: number
}

/** Finds what is there and takes one page of it. */
export function searchPage(
  state: SocialState,
  question: Question,
  { offset, field, limit, most }: Paging,
): Acted<Page> {
  if (limit < 1 || limit > most) {
    return refused(refusal('FIELD_INVALID', 'limit', `${limit} is out of range; give 1 to ${most}.`))
  }
  const found = search(state, question)
  if (!found.ok) return found
  const hits = found.value
  if (offset === null || offset > hits.length) {
    return refused(refusal('PAGE_INVALID', field, 'This is no page of this search. Leave it out for the first page.'))
  }
  const end = offset + limit
  return acted(found.state, { hits: hits.slice(offset, end), total: hits.length, next: end < hits.length ? end : null })
}

/** Page tokens: a prefix and the offset. Left out: the first page. */
export const tokenFor = (prefix: string, offset: number) => `${prefix}${offset.toString(36)}`

export function offsetOf(prefix: string, token: string | undefined): number | null {
  if (token === undefined || token === '') return 0
  const offset = token.startsWith(prefix) ? token.slice(prefix.length) : ''
  return /^[0-9a-z]{1,6}$/.test(offset) ? Number.parseInt(offset, 36) : null
}

/** A link to something, in a name space that is kept free for examples. */
export const linkTo = (state: SocialState, path: string) => `https://${state.platform}.example.com/${path}`

/** A number that belongs to an account or post and never changes, from 0 to most. */
export const numberFor = (state: SocialState, purpose: string, most: number) =>
  new Chance(hashText(purpose, state.seed)).int(0, most)
