import type { JsonValue } from '@/lib/core/json/values'
import { defineTool } from '../../define-tool'
import type { Account, Post, SocialState } from '../../slices/social'
import { answer, refused } from '../../social/answer'
import { quote } from '../../social/find'
import { authorOf } from '../../social/publish'
import { type Refusal, refusal } from '../../social/refusal'
import { type Hit, linkTo, newest, offsetOf, searchPage, tokenFor } from '../../social/search'
import { isRefusal, readLength, readMoment, readSpan } from '../../social/time-filter'
import { isoTime } from '../../world'

const capability = 'Social.search_content'

const text = (description: string) => ({ type: 'string', description }) as const
const query = text('Words to search for')
const limit = { type: 'integer', description: 'Most results on one page', default: 20 } as const
const choice = <const E extends readonly string[], const D extends E[number]>(values: E, value: D) =>
  ({ type: 'string', description: 'What to search for', enum: values, default: value }) as const

const seconds = (ms: number) => Math.floor(ms / 1000)

const COUNTRY = /^[A-Za-z]{2}$/
const checkRegion = (region: string | undefined): Refusal | null =>
  region === undefined || region === '' || COUNTRY.test(region)
    ? null
    : refusal('FIELD_INVALID', 'filters.region', `${quote(region)} is not a two-letter country code.`)

const searchTwitter = defineTool({
  name: 'search_twitter_content',
  capability,
  description: 'Searches Twitter/X for tweets, accounts or both. "from:name" and "-word" are understood.',
  parameters: {
    type: 'object',
    properties: {
      query,
      search_type: choice(['users', 'tweets', 'mixed'], 'mixed'),
      filters: {
        type: 'object',
        description: 'Which tweets to keep',
        properties: {
          language: text('Language of the tweets, such as en or zh'),
          start_time: text('Not before this ISO 8601 time'),
          end_time: text('Not after this ISO 8601 time'),
        },
      },
      limit: { ...limit, minimum: 1, maximum: 100 },
      next_token: text('Token of the page, from the page before'),
    },
    required: ['query'],
  },
  run: (world, args, chance) =>
    answer(
      'twitter',
      world,
      chance,
      (state) => {
        const { language, start_time, end_time } = args.filters ?? {}
        const from = readMoment('filters.start_time', start_time)
        const to = readMoment('filters.end_time', end_time)
        if (isRefusal(from)) return refused(from)
        if (isRefusal(to)) return refused(to)
        const keep = (post: Post) =>
          (!language || post.language === language) && post.at >= (from ?? 0) && post.at <= (to ?? world.now)
        const paging = {
          offset: offsetOf('b26v89c', args.next_token),
          field: 'next_token',
          limit: args.limit,
          most: 100,
        }
        return searchPage(state, { query: args.query, kinds: TWITTER[args.search_type], most: 512, keep }, paging)
      },
      ({ hits, next }, state) => ({
        data: hits.map((hit) => tweetOrUser(hit, state)),
        meta: { result_count: hits.length, ...(next !== null && { next_token: tokenFor('b26v89c', next) }) },
      }),
    ),
})

const TWITTER = { users: ['USER'], tweets: ['POST'], mixed: ['POST', 'USER'] } as const

function tweetOrUser(hit: Hit, state: SocialState): JsonValue {
  if (hit.kind === 'USER') {
    const { id, handle, name, bio, followers, posts } = hit.account
    const public_metrics = { followers_count: followers, tweet_count: posts }
    return { type: 'user', id, username: handle, name, description: bio, public_metrics }
  }
  if (hit.kind !== 'POST') return null
  const { id, text, account, at, language, likes, shares, comments, replyTo } = hit.post
  return {
    type: 'tweet',
    id,
    text,
    author_id: account,
    username: authorOf(state, account).handle,
    created_at: isoTime(at),
    lang: language,
    public_metrics: { like_count: likes, retweet_count: shares, reply_count: comments },
    ...(replyTo !== null && { in_reply_to_tweet_id: replyTo }),
  }
}

const searchInstagram = defineTool({
  name: 'search_instagram_content',
  capability,
  description: 'Searches Instagram for accounts, hashtags and places, or for the best of all with posts.',
  parameters: {
    type: 'object',
    properties: {
      query,
      search_type: choice(['top', 'users', 'tags', 'places'], 'top'),
      filters: {
        type: 'object',
        description: 'Which posts to keep',
        properties: {
          location: text('Name of the place of the posts'),
          date_range: text('hour, today, week, month, year, or two dates'),
        },
      },
      limit,
      next_token: text('Cursor of the page, from the page before'),
    },
    required: ['query'],
  },
  run: (world, args, chance) =>
    answer(
      'instagram',
      world,
      chance,
      (state) => {
        const span = readSpan('filters.date_range', args.filters?.date_range, world.now)
        if (isRefusal(span)) return refused(span)
        const place = (args.filters?.location ?? '').toLowerCase()
        const keep = (post: Post) =>
          post.place.toLowerCase().includes(place) && (!span || (post.at >= span.from && post.at <= span.to))
        const paging = { offset: offsetOf('QVFI', args.next_token), field: 'next_token', limit: args.limit, most: 50 }
        return searchPage(state, { query: args.query, kinds: INSTAGRAM[args.search_type], most: 150, keep }, paging)
      },
      ({ hits, next }, state) => ({
        results: hits.map((hit, position) => ({ position, ...instagramHit(hit, state) })),
        paging: next === null ? null : { cursors: { after: tokenFor('QVFI', next) } },
        status: 'ok',
      }),
    ),
})

const INSTAGRAM = { top: ['POST', 'USER', 'TAG', 'PLACE'], users: ['USER'], tags: ['TAG'], places: ['PLACE'] } as const

function instagramHit(hit: Hit, state: SocialState): { [key: string]: JsonValue } {
  if (hit.kind === 'USER') {
    const { id, handle, name, followers, verified } = hit.account
    return { user: { pk: id, username: handle, full_name: name, follower_count: followers, is_verified: verified } }
  }
  if (hit.kind === 'TAG') return { hashtag: { name: hit.name, media_count: hit.count } }
  if (hit.kind !== 'POST') return { place: { pk: hit.work.id, name: hit.work.title, media_count: hit.work.count } }
  const { id, text, account, at, likes, comments, place } = hit.post
  return {
    media: {
      id,
      caption: text,
      username: authorOf(state, account).handle,
      permalink: linkTo(state, `p/${id}/`),
      timestamp: isoTime(at),
      like_count: likes,
      comments_count: comments,
      location: place || null,
    },
  }
}

const searchTiktok = defineTool({
  name: 'search_tiktok_content',
  capability,
  description: 'Searches TikTok for videos, accounts, sounds or hashtags.',
  parameters: {
    type: 'object',
    properties: {
      query,
      search_type: choice(['general', 'user', 'video', 'music', 'hashtag'], 'general'),
      filters: {
        type: 'object',
        description: 'Which videos to keep',
        properties: {
          region: text('Two-letter country code'),
          duration: text('any, short (under 4 minutes), medium or long (over 20)'),
        },
      },
      limit,
      cursor: text('Cursor of the page, from the page before'),
    },
    required: ['query'],
  },
  run: (world, args, chance) =>
    answer(
      'tiktok',
      world,
      chance,
      (state) => {
        const length = readLength('filters.duration', args.filters?.duration)
        if (isRefusal(length)) return refused(length)
        const region = checkRegion(args.filters?.region)
        if (region) return refused(region)
        const keep = (post: Post) => post.seconds >= length[0] && post.seconds <= length[1]
        const offset = /^\d{0,6}$/.test(args.cursor ?? '') ? Number(args.cursor ?? 0) : null
        const paging = { offset, field: 'cursor', limit: args.limit, most: 30 }
        return searchPage(state, { query: args.query, kinds: TIKTOK[args.search_type], most: 100, keep }, paging)
      },
      ({ hits, next, total }, state) => ({
        data: {
          items: hits.map((hit) => tiktokHit(hit, state)),
          has_more: next !== null,
          cursor: String(next ?? total),
        },
        error: { code: 'ok', message: '' },
      }),
    ),
})

const TIKTOK = {
  general: ['POST', 'USER'],
  user: ['USER'],
  video: ['POST'],
  music: ['MUSIC'],
  hashtag: ['TAG'],
} as const

function tiktokHit(hit: Hit, state: SocialState): JsonValue {
  if (hit.kind === 'USER') {
    const { id, handle, name, followers, posts } = hit.account
    return { type: 'user', id, unique_id: handle, nickname: name, follower_count: followers, video_count: posts }
  }
  if (hit.kind === 'TAG') return { type: 'hashtag', cha_name: hit.name, video_count: hit.count }
  if (hit.kind !== 'POST') return { type: 'music', id: hit.work.id, title: hit.work.title, user_count: hit.work.count }
  const { id, title, text, account, at, likes, shares, comments, views, seconds: duration, tags } = hit.post
  return {
    type: 'video',
    id,
    desc: text || title,
    author: authorOf(state, account).handle,
    challenges: [...tags],
    duration,
    create_time: seconds(at),
    stats: { digg_count: likes, share_count: shares, comment_count: comments, play_count: views },
  }
}

const searchYoutube = defineTool({
  name: 'search_youtube_content',
  capability,
  description: 'Searches YouTube for videos, channels or playlists.',
  parameters: {
    type: 'object',
    properties: {
      query,
      search_type: choice(['mixed', 'video', 'channel', 'playlist'], 'mixed'),
      filters: {
        type: 'object',
        description: 'Which videos to keep',
        properties: {
          region: text('Two-letter country code'),
          upload_date: text('hour, today, week, month, year, or two dates'),
          duration: text('any, short (under 4 minutes), medium or long (over 20)'),
        },
      },
      limit,
      page_token: text('Token of the page, from the page before'),
    },
    required: ['query'],
  },
  run: (world, args, chance) =>
    answer(
      'youtube',
      world,
      chance,
      (state) => {
        const span = readSpan('filters.upload_date', args.filters?.upload_date, world.now)
        if (isRefusal(span)) return refused(span)
        const length = readLength('filters.duration', args.filters?.duration)
        if (isRefusal(length)) return refused(length)
        const region = checkRegion(args.filters?.region)
        if (region) return refused(region)
        const keep = (post: Post) =>
          post.seconds >= length[0] &&
          post.seconds <= length[1] &&
          (!span || (post.at >= span.from && post.at <= span.to))
        const paging = { offset: offsetOf('CAU', args.page_token), field: 'page_token', limit: args.limit, most: 50 }
        return searchPage(state, { query: args.query, kinds: YOUTUBE[args.search_type], most: 150, keep }, paging)
      },
      ({ hits, next, total }, state) => ({
        kind: 'youtube#searchListResponse',
        regionCode: (args.filters?.region || 'US').toUpperCase(),
        ...(next !== null && { nextPageToken: tokenFor('CAU', next) }),
        pageInfo: { totalResults: total, resultsPerPage: args.limit },
        items: hits.map((hit) => youtubeHit(hit, state)),
      }),
    ),
})

const YOUTUBE = {
  mixed: ['POST', 'USER', 'PLAYLIST'],
  video: ['POST'],
  channel: ['USER'],
  playlist: ['PLAYLIST'],
} as const

function youtubeHit(hit: Hit, state: SocialState): JsonValue {
  if (hit.kind === 'USER') return youtubeChannel(hit.account)
  if (hit.kind === 'POST') {
    const { id, title, text, account, at, views, comments } = hit.post
    return {
      kind: 'youtube#searchResult',
      id: { kind: 'youtube#video', videoId: id },
      snippet: {
        publishedAt: isoTime(at),
        channelId: account,
        channelTitle: authorOf(state, account).name,
        title,
        description: text,
      },
      statistics: { viewCount: String(views), commentCount: String(comments) },
    }
  }
  if (hit.kind === 'TAG') return null
  const { id, title, account, at } = hit.work
  return {
    kind: 'youtube#searchResult',
    id: { kind: 'youtube#playlist', playlistId: id },
    snippet: { publishedAt: isoTime(at), channelId: account, title },
  }
}

const youtubeChannel = ({ id, name, handle, bio, joined, followers, posts }: Account): JsonValue => ({
  kind: 'youtube#searchResult',
  id: { kind: 'youtube#channel', channelId: id },
  snippet: { publishedAt: isoTime(joined), title: name, customUrl: `@${handle}`, description: bio },
  statistics: { subscriberCount: String(followers), videoCount: String(posts) },
})

const ORDERS = ['default', 'pubdate', 'view', 'danmaku', 'reply', 'favorite', 'coin', 'share'] as const

const by = (value: (post: Post) => number) => (a: Post, b: Post) => value(b) - value(a) || newest(a, b)

const BILIBILI_ORDER: Record<(typeof ORDERS)[number], (a: Post, b: Post) => number> = {
  default: newest,
  pubdate: newest,
  view: by(({ views }) => views),
  danmaku: by(({ danmaku }) => danmaku),
  reply: by(({ comments }) => comments),
  favorite: by(({ likes }) => likes),
  coin: by(({ likes }) => likes),
  share: by(({ shares }) => shares),
}

/** Seconds, by the numbers that the parameter has for them. */
const BILIBILI_LENGTH = {
  0: [0, Number.POSITIVE_INFINITY],
  1: [0, 600],
  2: [600, 1_800],
  3: [1_800, 3_600],
  4: [3_600, Number.POSITIVE_INFINITY],
} as const

const searchBilibili = defineTool({
  name: 'search_bilibili_content',
  capability,
  description: 'Searches Bilibili for videos, accounts, live rooms, articles or series.',
  parameters: {
    type: 'object',
    properties: {
      query,
      search_type: choice(['all', 'video', 'user', 'live', 'article', 'bangumi'], 'all'),
      filters: {
        type: 'object',
        description: 'Which videos to keep, and their order',
        properties: {
          order: { type: 'string', description: 'What the videos are ordered by', enum: ORDERS },
          duration: {
            type: 'string',
            description: 'Length: 0 any, 1 under 10 minutes, 2 up to 30, 3 up to 60, 4 longer',
            enum: ['0', '1', '2', '3', '4'],
          },
          partition: text('Section of the videos'),
        },
      },
      limit: { type: 'integer', description: 'Results on one page', default: 20 },
      page: { type: 'integer', description: 'Number of the page, from 1', default: 1, minimum: 1 },
    },
    required: ['query'],
  },
  run: (world, args, chance) =>
    answer(
      'bilibili',
      world,
      chance,
      (state) => {
        const [least, most] = BILIBILI_LENGTH[args.filters?.duration ?? '0']
        const question = {
          query: args.query,
          kinds: BILIBILI[args.search_type],
          most: 100,
          keep: (post: Post) => post.seconds >= least && post.seconds < most,
          order: BILIBILI_ORDER[args.filters?.order ?? 'default'],
        }
        const offset = (args.page - 1) * args.limit
        return searchPage(state, question, { offset, field: 'page', limit: args.limit, most: 50 })
      },
      ({ hits, total }, state) => ({
        code: 0,
        message: '0',
        ttl: 1,
        data: {
          page: args.page,
          pagesize: args.limit,
          numResults: total,
          numPages: Math.ceil(total / args.limit),
          result: hits.map((hit) => bilibiliHit(hit, state)),
        },
      }),
    ),
})

const BILIBILI = {
  all: ['POST', 'USER', 'BANGUMI'],
  video: ['POST'],
  user: ['USER'],
  live: ['LIVE'],
  article: ['ARTICLE'],
  bangumi: ['BANGUMI'],
} as const

const BILIBILI_ID: Partial<Record<Hit['kind'], string>> = { LIVE: 'roomid', ARTICLE: 'id', BANGUMI: 'season_id' }
const BILIBILI_TYPE: Partial<Record<Hit['kind'], string>> = {
  LIVE: 'live_room',
  ARTICLE: 'article',
  BANGUMI: 'media_bangumi',
}

function bilibiliHit(hit: Hit, state: SocialState): JsonValue {
  if (hit.kind === 'USER') {
    const { id, handle, bio, followers, posts } = hit.account
    return { type: 'bili_user', mid: Number(id), uname: handle, usign: bio, fans: followers, videos: posts }
  }
  if (hit.kind === 'POST') {
    const { id, title, text, account, at, views, danmaku, comments, likes, seconds: length, tags } = hit.post
    return {
      type: 'video',
      bvid: id,
      title,
      description: text,
      mid: Number(account),
      author: authorOf(state, account).handle,
      pubdate: seconds(at),
      duration: `${Math.floor(length / 60)}:${String(length % 60).padStart(2, '0')}`,
      play: views,
      danmaku,
      review: comments,
      favorites: likes,
      tag: tags.join(','),
    }
  }
  if (hit.kind === 'TAG') return null
  const { id, title, account, count, at } = hit.work
  return {
    type: BILIBILI_TYPE[hit.kind]!,
    [BILIBILI_ID[hit.kind]!]: Number(id),
    title,
    mid: Number(account),
    count,
    pubdate: seconds(at),
  }
}

export const searchContent = [searchTwitter, searchInstagram, searchTiktok, searchYoutube, searchBilibili]
