import { hashText } from '@/lib/core/sampling/random'
import { Chance } from '../random'
import type { Records } from '../records'
import { newSocialId } from '../social/ids'
import { HANDLES, PLACES, PLATFORMS_IN_CHINESE, TOPICS, writeAbout } from '../social/words'
import { OWNER } from './people'

export type Platform = 'twitter' | 'instagram' | 'weibo' | 'tiktok' | 'youtube' | 'bilibili'

export interface Account {
  readonly id: string
  readonly handle: string
  readonly name: string
  readonly bio: string
  readonly joined: number
  readonly followers: number
  readonly following: number
  readonly likes: number
  /** All that it published, older posts included that the world does not keep. */
  readonly posts: number
  readonly verified: boolean
  readonly live: boolean
  readonly pinned: string | null
}

export interface Post {
  readonly id: string
  readonly account: string
  readonly video: boolean
  readonly title: string
  readonly text: string
  readonly tags: readonly string[]
  readonly media: readonly string[]
  readonly place: string
  readonly at: number
  readonly likes: number
  readonly views: number
  readonly shares: number
  readonly comments: number
  /** Comments that run over the picture at a moment of the video. */
  readonly danmaku: number
  readonly visibility: 'public' | 'unlisted' | 'friends' | 'private'
  readonly sensitive: boolean
  readonly replyTo: string | null
  readonly open: boolean
  readonly seconds: number
  readonly language: 'en' | 'zh'
  /** What searches look in: lower case. */
  readonly words: string
}

export interface Comment {
  readonly id: string
  readonly post: string
  readonly account: string
  readonly text: string
  readonly at: number
  readonly replyTo: string | null
}

/** What can be found besides people and posts. */
export interface Work {
  readonly id: string
  readonly kind: 'MUSIC' | 'PLAYLIST' | 'PLACE' | 'LIVE' | 'ARTICLE' | 'BANGUMI'
  readonly title: string
  readonly account: string
  readonly count: number
  readonly at: number
  readonly words: string
}

/** One platform as its tools see it. The person is signed in to each of them as `self`. */
export interface SocialState {
  readonly platform: Platform
  /** What is met for the first time (an account that somebody names, results of a search) follows from this. */
  readonly seed: number
  readonly start: number
  readonly self: string
  readonly accounts: Records<Account>
  /** Lower-case handle to id. */
  readonly handles: Records<string>
  readonly posts: Records<Post>
  readonly comments: Records<Comment>
  readonly works: readonly Work[]
  /** Posts by another number that the platform gives them. */
  readonly aliases: Records<string>
  /** Searches that have brought to light what they bring. */
  readonly asked: Records<true>
  /** Posts and comments made by the person: new ids follow from it. */
  readonly made: number
}

const DAY = 86_400_000

export function makeAccount(platform: Platform, chance: Chance, start: number, handle: string, id?: string): Account {
  const followers = Math.floor(10 ** (1 + chance.next() * 4))
  const topic = chance.pick(TOPICS[PLATFORMS_IN_CHINESE.has(platform) ? 'zh' : 'en'])
  return {
    id: id ?? newSocialId(platform, 'account', chance),
    handle,
    name: NAMES.get(handle) ?? nameFor(handle),
    bio: writeAbout(chance, topic, PLATFORMS_IN_CHINESE.has(platform) ? 'zh' : 'en', 'bio'),
    joined: start - chance.int(200, 4_000) * DAY,
    followers,
    following: chance.int(12, 900),
    likes: followers * chance.int(2, 40),
    posts: chance.int(20, 600),
    verified: chance.happens(0.15),
    live: chance.happens(0.15),
    pinned: null,
  }
}

const nameFor = (handle: string) =>
  handle
    .split(/[_.]+/)
    .filter(Boolean)
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join(' ')

const tagFor = (topic: string) => topic.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')

/** Those that every world begins with, worked out once. */
const NAMES: ReadonlyMap<string, string> = new Map(HANDLES.map((handle) => [handle, nameFor(handle)]))
const TAGS: ReadonlyMap<string, string> = new Map(
  Object.values(TOPICS)
    .flat()
    .map((topic) => [topic, tagFor(topic)]),
)

export interface PostPlan {
  account: string
  topic: string
  language: 'en' | 'zh'
  /** Lower-case words that a search for them must find, whatever the text. */
  found?: string
  id?: string
  video?: boolean
}

/** A post of somebody else's, made before the world began. */
export function makePost(platform: Platform, chance: Chance, start: number, plan: PostPlan): Post {
  const { account, topic, language } = plan
  const video = plan.video ?? (platform === 'tiktok' || platform === 'youtube' || platform === 'bilibili')
  const id = plan.id ?? newSocialId(platform, 'post', chance)
  const text = writeAbout(chance, topic, language, 'post')
  const title = video ? writeAbout(chance, topic, language, 'title') : ''
  const tag = TAGS.get(topic) ?? tagFor(topic)
  const tags = tag !== '' && tag.length <= 30 ? [tag] : []
  const likes = Math.floor(10 ** (0.5 + chance.next() * 3.5))
  return {
    id,
    account,
    video,
    title,
    text,
    tags,
    media:
      video || platform === 'instagram' ? [`https://media.example.com/${platform}/${id}.${video ? 'mp4' : 'jpg'}`] : [],
    place: chance.happens(0.4) ? chance.pick(PLACES) : '',
    at: start - chance.int(1, 400) * DAY - chance.int(0, DAY),
    likes,
    views: likes * chance.int(8, 60),
    shares: Math.floor(likes / chance.int(4, 30)),
    comments: Math.floor(likes / chance.int(3, 20)),
    danmaku: platform === 'bilibili' ? Math.floor(likes / 2) : 0,
    visibility: 'public',
    sensitive: false,
    replyTo: null,
    open: chance.happens(0.95),
    seconds: video ? chance.int(12, platform === 'tiktok' ? 170 : 2_400) : 0,
    language,
    words: `${title} ${text} ${tags.join(' ')} ${plan.found ?? ''}`.toLowerCase(),
  }
}

/** What a platform begins with is as old as this, so before any world starts. */
const BEGINNING = Date.UTC(2026, 2, 1)
/** A platform begins in one of so many ways. Each is worked out once: worlds must be cheap to start. */
const WAYS = 24

const beginnings = new Map<string, Pick<SocialState, 'self' | 'accounts' | 'handles' | 'posts'>>()

function beginningOf(platform: Platform, way: number) {
  const key = `${platform} ${way}`
  const known = beginnings.get(key)
  if (known) return known
  const made = makeBeginning(platform, new Chance(hashText(key)))
  beginnings.set(key, made)
  return made
}

function makeBeginning(platform: Platform, chance: Chance) {
  const language = PLATFORMS_IN_CHINESE.has(platform) ? 'zh' : 'en'
  const handle = OWNER.name.toLowerCase().replace(' ', '_')
  const own = { ...makeAccount(platform, chance, BEGINNING, handle), posts: chance.int(3, 40), live: false }
  const others = HANDLES.map((one) => makeAccount(platform, chance, BEGINNING, one))
  const posts = TOPICS[language].map((topic) =>
    makePost(platform, chance, BEGINNING, { account: chance.pick(others).id, topic, language }),
  )
  const pinned = new Map(posts.map(({ account, id }) => [account, id]))
  const accounts = [own, ...others].map((one) => ({ ...one, pinned: pinned.get(one.id) ?? null }))
  return {
    self: own.id,
    accounts: Object.fromEntries(accounts.map((one) => [one.id, one])),
    handles: Object.fromEntries(accounts.map((one) => [one.handle, one.id])),
    posts: Object.fromEntries(posts.map((one) => [one.id, one])),
  }
}

const seedPlatform =
  (platform: Platform) =>
  (chance: Chance, start: number): SocialState => ({
    platform,
    seed: chance.int(0, 0x7fffffff),
    start,
    ...beginningOf(platform, chance.int(0, WAYS - 1)),
    comments: {},
    works: [],
    aliases: {},
    asked: {},
    made: 0,
  })

export const seedTwitter = seedPlatform('twitter')
export const seedInstagram = seedPlatform('instagram')
export const seedWeibo = seedPlatform('weibo')
export const seedTiktok = seedPlatform('tiktok')
export const seedYoutube = seedPlatform('youtube')
export const seedBilibili = seedPlatform('bilibili')
