import { defineTool } from '../../define-tool'
import { answer, refused } from '../../social/answer'
import { aidOf, quote } from '../../social/find'
import { checkLength, checkText, checkUrl, firstOf, lengthOf } from '../../social/limits'
import { authorOf, publish } from '../../social/publish'
import { refusal } from '../../social/refusal'
import { linkTo, numberFor } from '../../social/search'
import { isoTime } from '../../world'

const capability = 'Social.upload_video'

const text = (description: string) => ({ type: 'string', description }) as const

/** Categories that a video can be given. */
const CATEGORIES = new Set(['1', '2', '10', '15', '17', '19', '20', '22', '23', '24', '25', '26', '27', '28', '29'])

/** As the limit counts them: a comma between two, quotation marks around those with a space. */
const tagsLength = (tags: readonly string[]) =>
  tags.reduce((sum, tag) => sum + lengthOf(tag) + (tag.includes(' ') ? 2 : 0), Math.max(0, tags.length - 1))

const postYoutubeVideo = defineTool({
  name: 'post_youtube_video',
  capability,
  description: 'Uploads a video to the YouTube channel of the signed-in account.',
  parameters: {
    type: 'object',
    properties: {
      video_url: text('Address of the video file'),
      title: text('Title, at most 100 characters'),
      description: text('Text below the video, at most 5,000 characters'),
      tags: { type: 'array', items: { type: 'string' }, description: 'Tags, of at most 500 characters together' },
      category_id: { type: 'string', description: 'Number of the category', default: '22' },
      privacy_status: {
        type: 'string',
        description: 'Who can see the video',
        enum: ['public', 'unlisted', 'private'],
        default: 'public',
      },
      made_for_kids: { type: 'boolean', description: 'Whether it is meant for children', default: false },
    },
    required: ['video_url', 'title'],
  },
  run: (world, { video_url, title, description = '', tags = [], category_id, privacy_status, made_for_kids }, chance) =>
    answer(
      'youtube',
      world,
      chance,
      (state) => {
        const wrong = firstOf(
          checkUrl('video_url', video_url),
          checkText('title', title, 100),
          /[<>]/.test(title) ? refusal('FIELD_INVALID', 'title', 'A title cannot contain "<" or ">".') : null,
          checkLength('description', description, 5_000),
          tagsLength(tags) > 500
            ? refusal(
                'FIELD_INVALID',
                'tags',
                `The tags have ${tagsLength(tags)} characters together; at most 500 are allowed.`,
              )
            : null,
          CATEGORIES.has(category_id)
            ? null
            : refusal(
                'CATEGORY_INVALID',
                'category_id',
                `There is no category ${quote(category_id)} that videos can be given.`,
              ),
        )
        if (wrong) return refused(wrong)
        const seconds = 30 + numberFor(state, video_url, 1_770)
        // Comments are off on what is made for children.
        const video = { text: description, title, video: true, media: [video_url], tags, seconds, open: !made_for_kids }
        return publish(state, { ...video, visibility: privacy_status }, world.now)
      },
      (post, state) => ({
        kind: 'youtube#video',
        id: post.id,
        snippet: {
          publishedAt: isoTime(post.at),
          channelId: post.account,
          channelTitle: authorOf(state, post.account).name,
          title: post.title,
          description: post.text,
          tags: [...post.tags],
          categoryId: category_id,
        },
        status: { uploadStatus: 'uploaded', privacyStatus: privacy_status, madeForKids: made_for_kids },
        contentDetails: { duration: `PT${Math.floor(post.seconds / 60)}M${post.seconds % 60}S` },
        link: linkTo(state, `watch?v=${post.id}`),
      }),
    ),
})

const postBilibiliVideo = defineTool({
  name: 'post_bilibili_video',
  capability,
  description: 'Uploads a video to Bilibili as the signed-in account.',
  parameters: {
    type: 'object',
    properties: {
      video_url: text('Address of the video file'),
      title: text('Title, at most 80 characters'),
      partition_id: text('Number of the section that it belongs to'),
      description: text('Text below the video, at most 2,000 characters'),
      tags: { type: 'array', items: { type: 'string' }, description: 'At most 12 tags' },
      cover_url: text('Address of the cover picture'),
      copyright_type: {
        type: 'integer',
        description: '1: one’s own work, 2: taken over from elsewhere',
        enum: [1, 2],
        default: 1,
      },
      thread_id: text('Id of the series that it belongs to'),
    },
    required: ['video_url', 'title', 'partition_id'],
  },
  run: (
    world,
    { video_url, title, partition_id, description = '', tags = [], cover_url, copyright_type, thread_id },
    chance,
  ) =>
    answer(
      'bilibili',
      world,
      chance,
      (state) => {
        const wrong = firstOf(
          checkUrl('video_url', video_url),
          cover_url === undefined ? null : checkUrl('cover_url', cover_url),
          checkText('title', title, 80),
          checkLength('description', description, 2_000),
          tags.length > 12 ? refusal('FIELD_INVALID', 'tags', `${tags.length} tags; at most 12 are allowed.`) : null,
          tags.some((tag) => lengthOf(tag) > 20)
            ? refusal('FIELD_INVALID', 'tags', 'A tag has at most 20 characters.')
            : null,
          /^\d{1,4}$/.test(partition_id)
            ? null
            : refusal(
                'CATEGORY_INVALID',
                'partition_id',
                `${quote(partition_id)} is not a section; give its number, such as "36".`,
              ),
        )
        if (wrong) return refused(wrong)
        const seconds = 30 + numberFor(state, video_url, 1_770)
        const video = { text: description, title, video: true, media: [video_url], tags, seconds }
        return publish(state, video, world.now)
      },
      (post, state) => ({
        code: 0,
        message: '0',
        ttl: 1,
        data: {
          aid: Number(aidOf(state, post.id)),
          bvid: post.id,
          title: post.title,
          tid: Number(partition_id),
          copyright: copyright_type,
          duration: post.seconds,
          pubdate: Math.floor(post.at / 1000),
          cover: cover_url ?? `https://media.example.com/bilibili/${post.id}.jpg`,
          season_id: thread_id ?? null,
          owner: { mid: Number(post.account), name: authorOf(state, post.account).handle },
        },
      }),
    ),
})

export const uploadVideo = [postYoutubeVideo, postBilibiliVideo]
