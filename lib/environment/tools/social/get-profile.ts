import type { JsonValue } from '@/lib/core/json/values'
import { defineTool } from '../../define-tool'
import { find } from '../../records'
import type { Account, SocialState } from '../../slices/social'
import { answer } from '../../social/answer'
import { findAccount } from '../../social/find'
import { linkTo, newest, numberFor } from '../../social/search'
import { isoTime } from '../../world'

const capability = 'Social.get_profile'

const user = (description: string) => ({ type: 'string', description }) as const
const flag = <D extends boolean>(description: string, value: D) =>
  ({ type: 'boolean', description, default: value }) as const

const seconds = (ms: number) => Math.floor(ms / 1000)

/** What an account published here last. */
const latestOf = (state: SocialState, { id }: Account) =>
  Object.values(state.posts)
    .filter(({ account, visibility }) => account === id && visibility === 'public')
    .sort(newest)

const getTwitterProfile = defineTool({
  name: 'get_twitter_profile',
  capability,
  description: 'Looks up an account on Twitter/X: its profile, and its counts and pinned tweet if wanted.',
  parameters: {
    type: 'object',
    properties: {
      user_id: user('Id or username of the account, or "me"'),
      include_pinned_tweet: flag('Add the pinned tweet', false),
      include_metrics: flag('Add the counts of followers, accounts followed and tweets', true),
    },
    required: ['user_id'],
  },
  run: (world, { user_id, include_pinned_tweet, include_metrics }, chance) =>
    answer(
      'twitter',
      world,
      chance,
      (state) => findAccount(state, user_id, 'user_id'),
      (account, state) => {
        const pinned = account.pinned === null ? undefined : find(state.posts, account.pinned)
        return {
          data: {
            id: account.id,
            username: account.handle,
            name: account.name,
            description: account.bio,
            created_at: isoTime(account.joined),
            verified: account.verified,
            protected: false,
            ...(pinned && { pinned_tweet_id: pinned.id }),
            ...(include_metrics && {
              public_metrics: {
                followers_count: account.followers,
                following_count: account.following,
                tweet_count: account.posts,
                like_count: account.likes,
              },
            }),
          },
          ...(include_pinned_tweet &&
            pinned && { includes: { tweets: [{ id: pinned.id, text: pinned.text, created_at: isoTime(pinned.at) }] } }),
        }
      },
    ),
})

const getInstagramProfile = defineTool({
  name: 'get_instagram_profile',
  capability,
  description: 'Looks up an Instagram account, with its stories and its business figures if wanted.',
  parameters: {
    type: 'object',
    properties: {
      user_id: user('Id or username of the account, or "me"'),
      include_stories: flag('Add stories and highlights', false),
      include_business_metrics: flag('Add the figures of a business account', false),
    },
    required: ['user_id'],
  },
  run: (world, { user_id, include_stories, include_business_metrics }, chance) =>
    answer(
      'instagram',
      world,
      chance,
      (state) => findAccount(state, user_id, 'user_id'),
      (account, state) => {
        const draw = (purpose: string, most: number) => numberFor(state, `${purpose} ${account.id}`, most)
        return {
          id: account.id,
          username: account.handle,
          name: account.name,
          biography: account.bio,
          account_type: draw('type', 2) === 0 ? 'BUSINESS' : 'PERSONAL',
          profile_picture_url: `https://media.example.com/instagram/${account.id}.jpg`,
          followers_count: account.followers,
          follows_count: account.following,
          media_count: account.posts,
          is_verified: account.verified,
          ...(include_stories && {
            stories: { active_count: draw('stories', 4), highlights_count: draw('highlights', 8) },
          }),
          ...(include_business_metrics && { business_metrics: metricsOf(account, draw) }),
        }
      },
    ),
})

const metricsOf = ({ followers }: Account, draw: (purpose: string, most: number) => number): JsonValue =>
  draw('type', 2) === 0
    ? {
        period: 'days_28',
        reach: followers * 2 + draw('reach', followers),
        impressions: followers * 4 + draw('impressions', followers),
        profile_views: draw('views', followers),
        website_clicks: draw('clicks', Math.ceil(followers / 20)),
      }
    : null

const getTiktokProfile = defineTool({
  name: 'get_tiktok_profile',
  capability,
  description: 'Looks up a TikTok account, with its live stream and its shop if wanted.',
  parameters: {
    type: 'object',
    properties: {
      user_id: user('Id or username of the account, or "me"'),
      include_live_status: flag('Add whether it is live, and how many watch', false),
      include_commerce_info: flag('Add its shop', false),
    },
    required: ['user_id'],
  },
  run: (world, { user_id, include_live_status, include_commerce_info }, chance) =>
    answer(
      'tiktok',
      world,
      chance,
      (state) => findAccount(state, user_id, 'user_id'),
      (account, state) => {
        const draw = (purpose: string, most: number) => numberFor(state, `${purpose} ${account.id}`, most)
        const shop = draw('shop', 3) === 0
        return {
          data: {
            user: {
              id: account.id,
              unique_id: account.handle,
              display_name: account.name,
              bio_description: account.bio,
              is_verified: account.verified,
              profile_deep_link: linkTo(state, `@${account.handle}`),
              follower_count: account.followers,
              following_count: account.following,
              likes_count: account.likes,
              video_count: account.posts,
              ...(include_live_status && {
                live: { is_live: account.live, viewer_count: account.live ? draw('viewers', 900) + 1 : 0 },
              }),
              ...(include_commerce_info && {
                commerce: { has_shop: shop, product_count: shop ? draw('products', 60) + 1 : 0 },
              }),
            },
          },
          error: { code: 'ok', message: '' },
        }
      },
    ),
})

const getBilibiliProfile = defineTool({
  name: 'get_bilibili_profile',
  capability,
  description:
    'Looks up a Bilibili account by its number, with its live room and the series that it follows if wanted.',
  parameters: {
    type: 'object',
    properties: {
      user_id: user('Number (mid) of the account, or "me"'),
      include_live: flag('Add its live room', false),
      include_bangumi: flag('Add the series that it follows', false),
    },
    required: ['user_id'],
  },
  run: (world, { user_id, include_live, include_bangumi }, chance) =>
    answer(
      'bilibili',
      world,
      chance,
      (state) => findAccount(state, user_id, 'user_id'),
      (account, state) => {
        const draw = (purpose: string, most: number) => numberFor(state, `${purpose} ${account.id}`, most)
        const [last] = latestOf(state, account)
        return {
          code: 0,
          message: '0',
          ttl: 1,
          data: {
            mid: Number(account.id),
            name: account.handle,
            sign: account.bio,
            level: 2 + draw('level', 4),
            fans: account.followers,
            attention: account.following,
            likes: account.likes,
            archive_count: account.posts,
            official: { type: account.verified ? 0 : -1 },
            jointime: seconds(account.joined),
            ...(last && { latest_archive: { bvid: last.id, title: last.title, created: seconds(last.at) } }),
            ...(include_live && {
              live_room: { roomid: 100_000 + draw('room', 899_999), liveStatus: account.live ? 1 : 0 },
            }),
            ...(include_bangumi && {
              bangumi: { following_count: draw('bangumi', 12), finished_count: draw('finished', 30) },
            }),
          },
        }
      },
    ),
})

export const getProfile = [getTwitterProfile, getInstagramProfile, getTiktokProfile, getBilibiliProfile]
