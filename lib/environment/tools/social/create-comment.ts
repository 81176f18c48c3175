import { defineTool } from '../../define-tool'
import { acted, answer, refused } from '../../social/answer'
import { checkMedia, checkText, firstOf, weightOf } from '../../social/limits'
import { authorOf, type Commented, comment, reply, sendDanmaku } from '../../social/publish'
import { refusal } from '../../social/refusal'
import { isoTime } from '../../world'
import { viewTweet, viewWeiboUser, weiboTime } from './create-post'

const capability = 'Social.create_comment'

const text = (description: string) => ({ type: 'string', description }) as const
const replyTo = text('Id of the comment of the same post that this one answers')

const postTweetComment = defineTool({
  name: 'post_tweet_comment',
  capability,
  description: 'Replies to a tweet as the signed-in account.',
  parameters: {
    type: 'object',
    properties: {
      tweet_id: text('Id of the tweet to reply to'),
      content: text('Text of the reply, at most 280 characters'),
      media_urls: {
        type: 'array',
        items: { type: 'string' },
        description: 'Addresses of up to 4 pictures, or of one video',
        maxItems: 4,
      },
    },
    required: ['tweet_id', 'content'],
  },
  run: (world, { tweet_id, content, media_urls = [] }, chance) =>
    answer(
      'twitter',
      world,
      chance,
      (state) => {
        const wrong = firstOf(checkText('content', content, 280, weightOf), checkMedia(media_urls, 4))
        if (wrong) return refused(wrong)
        return reply(state, { text: content, media: media_urls }, tweet_id, 'tweet_id', world.now)
      },
      (post, state) => ({
        data: { ...viewTweet(post, state), conversation_id: post.replyTo },
        includes: { tweets: [{ id: post.replyTo, reply_count: state.posts[post.replyTo!]!.comments }] },
      }),
    ),
})

const postInstagramComment = defineTool({
  name: 'post_instagram_comment',
  capability,
  description: 'Comments on an Instagram post, or answers one of its comments.',
  parameters: {
    type: 'object',
    properties: {
      post_id: text('Id of the post'),
      content: text('Text of the comment, at most 2,200 characters'),
      reply_to_comment_id: replyTo,
    },
    required: ['post_id', 'content'],
  },
  run: (world, { post_id, content, reply_to_comment_id }, chance) =>
    answer(
      'instagram',
      world,
      chance,
      (state) => {
        const wrong = checkText('content', content, 2_200)
        if (wrong) return refused(wrong)
        const draft = { postId: post_id, postField: 'post_id', text: content, replyTo: reply_to_comment_id }
        return comment(state, draft, world.now)
      },
      ({ comment: made, post }, state) => ({
        id: made.id,
        text: made.text,
        timestamp: isoTime(made.at),
        username: authorOf(state, made.account).handle,
        ...(made.replyTo !== null && { parent_id: made.replyTo }),
        media: { id: post.id, comments_count: post.comments },
      }),
    ),
})

const postWeiboComment = defineTool({
  name: 'post_weibo_comment',
  capability,
  description: 'Comments on a Weibo post, with pictures if wanted.',
  parameters: {
    type: 'object',
    properties: {
      post_id: text('Id of the post'),
      content: text('Text of the comment, at most 1,000 characters'),
      media_urls: {
        type: 'array',
        items: { type: 'string' },
        description: 'Addresses of up to 9 pictures',
        maxItems: 9,
      },
      reply_to_comment_id: replyTo,
    },
    required: ['post_id', 'content'],
  },
  run: (world, { post_id, content, media_urls = [], reply_to_comment_id }, chance) =>
    answer(
      'weibo',
      world,
      chance,
      (state) => {
        const wrong = firstOf(checkText('content', content, 1_000), checkMedia(media_urls, 9, false))
        if (wrong) return refused(wrong)
        const draft = { postId: post_id, postField: 'post_id', text: content, replyTo: reply_to_comment_id }
        return comment(state, draft, world.now)
      },
      ({ comment: made, post }, state) => ({
        created_at: weiboTime(made.at),
        idstr: made.id,
        text: made.text,
        pic_num: media_urls.length,
        user: viewWeiboUser(state),
        status: { idstr: post.id, comments_count: post.comments },
        ...(made.replyTo !== null && { reply_comment: { idstr: made.replyTo } }),
      }),
    ),
})

const postTiktokComment = defineTool({
  name: 'post_tiktok_comment',
  capability,
  description: 'Comments on a TikTok video, or answers one of its comments.',
  parameters: {
    type: 'object',
    properties: {
      video_id: text('Id of the video'),
      content: text('Text of the comment, at most 150 characters'),
      reply_to_comment_id: replyTo,
    },
    required: ['video_id', 'content'],
  },
  run: (world, { video_id, content, reply_to_comment_id }, chance) =>
    answer(
      'tiktok',
      world,
      chance,
      (state) => {
        const wrong = checkText('content', content, 150)
        if (wrong) return refused(wrong)
        const draft = { postId: video_id, postField: 'video_id', text: content, replyTo: reply_to_comment_id }
        return comment(state, draft, world.now)
      },
      ({ comment: made, post }) => ({
        data: {
          comment_id: made.id,
          video_id: post.id,
          text: made.text,
          create_time: Math.floor(made.at / 1000),
          parent_comment_id: made.replyTo ?? post.id,
          video_comment_count: post.comments,
        },
        error: { code: 'ok', message: '' },
      }),
    ),
})

const postYoutubeComment = defineTool({
  name: 'post_youtube_comment',
  capability,
  description: 'Comments on a YouTube video, or answers one of its comments.',
  parameters: {
    type: 'object',
    properties: {
      video_id: text('Id of the video'),
      content: text('Text of the comment, at most 10,000 characters'),
      reply_to_comment_id: replyTo,
    },
    required: ['video_id', 'content'],
  },
  run: (world, { video_id, content, reply_to_comment_id }, chance) =>
    answer(
      'youtube',
      world,
      chance,
      (state) => {
        const wrong = checkText('content', content, 10_000)
        if (wrong) return refused(wrong)
        const draft = { postId: video_id, postField: 'video_id', text: content, replyTo: reply_to_comment_id }
        return comment(state, draft, world.now)
      },
      ({ comment: made, post }, state) => ({
        kind: made.replyTo === null ? 'youtube#commentThread' : 'youtube#comment',
        id: made.id,
        snippet: {
          videoId: post.id,
          textOriginal: made.text,
          authorDisplayName: `@${authorOf(state, made.account).handle}`,
          authorChannelId: { value: made.account },
          publishedAt: isoTime(made.at),
          ...(made.replyTo !== null && { parentId: made.replyTo }),
        },
        videoStatistics: { commentCount: String(post.comments) },
      }),
    ),
})

const COLOUR = /^#[0-9a-f]{6}$/i

const postBilibiliComment = defineTool({
  name: 'post_bilibili_comment',
  capability,
  description: 'Comments on a Bilibili video: below it, or as a line that runs over the picture.',
  parameters: {
    type: 'object',
    properties: {
      video_id: text('Id of the video'),
      content: text('Text of the comment, at most 1,000 characters; 100 over the picture'),
      reply_to_comment_id: replyTo,
      include_danmaku: { type: 'boolean', description: 'Send it over the picture instead of below', default: false },
      danmaku_settings: {
        type: 'object',
        description: 'How it runs over the picture',
        properties: {
          position: {
            type: 'string',
            description: 'Where it stands or runs',
            enum: ['scroll', 'top', 'bottom'],
            default: 'scroll',
          },
          color: { type: 'string', description: 'Colour of the text, such as #FFFFFF', default: '#FFFFFF' },
          time: { type: 'number', description: 'Second of the video at which it appears', default: 0 },
        },
      },
    },
    required: ['video_id', 'content'],
  },
  run: (world, { video_id, content, reply_to_comment_id, include_danmaku, danmaku_settings }, chance) => {
    if (include_danmaku) {
      const { position = 'scroll', color = '#FFFFFF', time = 0 } = danmaku_settings ?? {}
      return answer(
        'bilibili',
        world,
        chance,
        (state) => {
          const wrong = firstOf(
            checkText('content', content, 100),
            COLOUR.test(color)
              ? null
              : refusal('FIELD_INVALID', 'danmaku_settings.color', 'Give a colour such as #FFFFFF.'),
          )
          return wrong ? refused(wrong) : sendDanmaku(state, video_id, time)
        },
        ({ id, post }) => ({
          code: 0,
          message: '0',
          ttl: 1,
          data: {
            dmid: id,
            bvid: post.id,
            msg: content,
            mode: DANMAKU[position],
            progress: time * 1000,
            danmaku_count: post.danmaku,
          },
        }),
      )
    }
    return answer(
      'bilibili',
      world,
      chance,
      (state) => {
        const wrong = checkText('content', content, 1_000)
        if (wrong) return refused(wrong)
        const draft = { postId: video_id, postField: 'video_id', text: content, replyTo: reply_to_comment_id }
        const result = comment(state, draft, world.now)
        return result.ok ? acted<Commented>(result.state, result.value) : result
      },
      ({ comment: made, post }, state) => ({
        code: 0,
        message: '0',
        ttl: 1,
        data: {
          rpid: Number(made.id),
          parent: made.replyTo === null ? 0 : Number(made.replyTo),
          bvid: post.id,
          mid: Number(made.account),
          uname: authorOf(state, made.account).handle,
          ctime: Math.floor(made.at / 1000),
          content: { message: made.text },
          page: { acount: post.comments },
        },
      }),
    )
  },
})

/** Modes by number, as the players know them. */
const DANMAKU = { scroll: 1, bottom: 4, top: 5 } as const

export const createComment = [
  postTweetComment,
  postInstagramComment,
  postWeiboComment,
  postTiktokComment,
  postYoutubeComment,
  postBilibiliComment,
]
