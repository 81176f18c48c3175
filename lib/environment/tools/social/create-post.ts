import { defineTool } from '../../define-tool'
import type { Post, SocialState } from '../../slices/social'
import { type Acted, answer, refused } from '../../social/answer'
import { checkLength, checkMedia, checkText, firstOf, isVideo, weightOf } from '../../social/limits'
import { authorOf, publish, reply } from '../../social/publish'
import { type Refusal, refusal } from '../../social/refusal'
import { linkTo } from '../../social/search'
import { isoTime } from '../../world'

const capability = 'Social.create_post'

const media = (maxItems: number, description: string) =>
  ({ type: 'array', items: { type: 'string' }, description, maxItems }) as const

const sensitive = {
  type: 'boolean',
  description: 'Put a warning in front of the post',
  default: false,
} as const

const place = { type: 'string', description: 'Name of the place that the post is tagged with' } as const

const when = (wrong: Refusal | null, act: () => Acted<Post>): Acted<Post> => (wrong ? refused(wrong) : act())

/** Tags as they are written in a text. */
const tagsIn = (text: string) => [...text.matchAll(/#([\p{L}\p{N}_]+)/gu)].map(([, tag]) => tag!)

const postTweet = defineTool({
  name: 'post_tweet',
  capability,
  description: 'Publishes a tweet of the signed-in account: text, with pictures or a video if wanted, or a reply.',
  parameters: {
    type: 'object',
    properties: {
      content: { type: 'string', description: 'Text of the tweet, at most 280 characters' },
      media_urls: media(4, 'Addresses of up to 4 pictures, or of one video'),
      reply_to_id: { type: 'string', description: 'Id of the tweet that this one answers' },
      is_sensitive: sensitive,
    },
    required: ['content'],
  },
  run: (world, { content, media_urls = [], reply_to_id, is_sensitive }, chance) =>
    answer(
      'twitter',
      world,
      chance,
      (state) =>
        when(firstOf(checkText('content', content, 280, weightOf), checkMedia(media_urls, 4)), () => {
          const draft = { text: content, media: media_urls, sensitive: is_sensitive, tags: tagsIn(content) }
          return reply_to_id === undefined
            ? publish(state, draft, world.now)
            : reply(state, draft, reply_to_id, 'reply_to_id', world.now)
        }),
      (post, state) => ({ data: viewTweet(post, state) }),
    ),
})

/** A tweet that was just made. */
export const viewTweet = (post: Post, state: SocialState) => ({
  id: post.id,
  text: post.text,
  author_id: post.account,
  username: authorOf(state, post.account).handle,
  created_at: isoTime(post.at),
  edit_history_tweet_ids: [post.id],
  possibly_sensitive: post.sensitive,
  ...(post.media.length > 0 && { attachments: { media_keys: post.media.map((_, index) => `3_${post.id}${index}`) } }),
  ...(post.replyTo !== null && { referenced_tweets: [{ type: 'replied_to', id: post.replyTo }] }),
})

const postInstagram = defineTool({
  name: 'post_instagram',
  capability,
  description: 'Publishes pictures or a video on Instagram, with a caption if wanted.',
  parameters: {
    type: 'object',
    properties: {
      media_urls: media(10, 'Addresses of 1 to 10 pictures, or of one video'),
      caption: { type: 'string', description: 'Caption, at most 2,200 characters and 30 hashtags' },
      location: place,
      user_tags: { type: 'array', items: { type: 'string' }, description: 'Accounts to tag in the post, at most 20' },
      is_sensitive: sensitive,
    },
    required: ['media_urls'],
  },
  run: (world, { media_urls, caption = '', location = '', user_tags = [], is_sensitive }, chance) =>
    answer(
      'instagram',
      world,
      chance,
      (state) => {
        const tags = tagsIn(caption)
        const wrong = firstOf(
          media_urls.length === 0 ? refusal('MEDIA_MISSING', 'media_urls', 'A post needs a picture or a video.') : null,
          checkMedia(media_urls, 10),
          checkLength('caption', caption, 2_200),
          tags.length > 30
            ? refusal('FIELD_INVALID', 'caption', `${tags.length} hashtags; at most 30 are allowed.`)
            : null,
          user_tags.length > 20
            ? refusal('FIELD_INVALID', 'user_tags', `${user_tags.length} accounts; at most 20 can be tagged.`)
            : null,
        )
        const draft = { text: caption, media: media_urls, place: location, sensitive: is_sensitive, tags }
        return when(wrong, () => publish(state, draft, world.now))
      },
      (post, state) => ({
        id: post.id,
        media_type: post.media.some(isVideo) ? 'VIDEO' : post.media.length > 1 ? 'CAROUSEL_ALBUM' : 'IMAGE',
        media_product_type: 'FEED',
        caption: post.text,
        username: authorOf(state, post.account).handle,
        owner: { id: post.account },
        permalink: linkTo(state, `p/${post.id}/`),
        timestamp: isoTime(post.at),
        tagged_users: [...user_tags],
        ...(post.place !== '' && { location: { name: post.place } }),
      }),
    ),
})

const VISIBLE = { public: 0, friends: 6, private: 1 } as const

const postWeibo = defineTool({
  name: 'post_weibo',
  capability,
  description: 'Publishes a post on Weibo, for everybody, for friends or for oneself.',
  parameters: {
    type: 'object',
    properties: {
      content: { type: 'string', description: 'Text of the post, at most 2,000 characters' },
      media_urls: media(9, 'Addresses of up to 9 pictures, or of one video'),
      topics: { type: 'array', items: { type: 'string' }, description: 'Topics to put the post under' },
      location: place,
      is_sensitive: sensitive,
      visible_to: {
        type: 'string',
        description: 'Who can see the post',
        enum: ['public', 'private', 'friends'],
        default: 'public',
      },
    },
    required: ['content'],
  },
  run: (world, { content, media_urls = [], topics = [], location = '', is_sensitive, visible_to }, chance) =>
    answer(
      'weibo',
      world,
      chance,
      (state) => {
        const tags = [...topics.map((topic) => topic.replaceAll('#', '').trim()), ...tagsIn(content)]
        const draft = {
          text: content,
          media: media_urls,
          place: location,
          sensitive: is_sensitive,
          visibility: visible_to,
          tags,
        }
        return when(firstOf(checkText('content', content, 2_000), checkMedia(media_urls, 9)), () =>
          publish(state, draft, world.now),
        )
      },
      (post, state) => ({
        created_at: weiboTime(post.at),
        id: Number(post.id),
        mid: post.id,
        text: [...topics.map((topic) => `#${topic.replaceAll('#', '').trim()}#`), post.text].join(' '),
        pic_num: post.media.length,
        geo: post.place === '' ? null : { name: post.place },
        visible: { type: VISIBLE[visible_to], list_id: 0 },
        reposts_count: 0,
        comments_count: 0,
        attitudes_count: 0,
        user: viewWeiboUser(state),
      }),
    ),
})

/** The person, as Weibo shows an author: the count has the new post in it. */
export function viewWeiboUser(state: SocialState) {
  const { id, handle, posts, followers } = authorOf(state, state.self)
  return { idstr: id, screen_name: handle, statuses_count: posts, followers_count: followers }
}

/** "Mon Mar 02 16:00:00 +0800 2026": in China's time. */
export function weiboTime(at: number): string {
  const [weekday, day, month, year, time] = new Date(at + 8 * 3_600_000).toUTCString().replace(',', '').split(' ')
  return `${weekday} ${month} ${day} ${time} +0800 ${year}`
}

export const createPost = [postTweet, postInstagram, postWeibo]
