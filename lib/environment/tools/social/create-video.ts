import { defineTool } from '../../define-tool'
import { answer, refused } from '../../social/answer'
import { quote } from '../../social/find'
import { checkLength, checkUrl, firstOf } from '../../social/limits'
import { authorOf, publish } from '../../social/publish'
import { refusal } from '../../social/refusal'
import { linkTo, numberFor } from '../../social/search'

const FILE = /\.(mp4|mov)([?#]|$)/i
const yes = (description: string) => ({ type: 'boolean', description, default: true }) as const

const postTiktok = defineTool({
  name: 'post_tiktok',
  capability: 'Social.create_video',
  description: 'Publishes a video on TikTok as the signed-in account.',
  parameters: {
    type: 'object',
    properties: {
      video_url: { type: 'string', description: 'Address of the video file: .mp4 or .mov' },
      caption: { type: 'string', description: 'Caption, at most 150 characters' },
      sound_id: { type: 'string', description: 'Id of the sound to play with it' },
      tags: { type: 'array', items: { type: 'string' }, description: 'Hashtags of the video' },
      allow_comments: yes('Let others comment'),
      allow_duet: yes('Let others put their own video beside it'),
      allow_stitch: yes('Let others use a part of it'),
    },
    required: ['video_url'],
  },
  run: (world, { video_url, caption = '', sound_id, tags = [], allow_comments, allow_duet, allow_stitch }, chance) =>
    answer(
      'tiktok',
      world,
      chance,
      (state) => {
        const wrong = firstOf(
          checkUrl('video_url', video_url),
          FILE.test(video_url)
            ? null
            : refusal('MEDIA_INVALID', 'video_url', `${quote(video_url)} is not an .mp4 or .mov file.`),
          checkLength('caption', caption, 150),
          sound_id === undefined || /^\d{5,20}$/.test(sound_id)
            ? null
            : refusal('FIELD_INVALID', 'sound_id', `${quote(sound_id)} is not a sound id; give 5 to 20 digits.`),
        )
        if (wrong) return refused(wrong)
        const video = {
          text: caption,
          video: true,
          media: [video_url],
          tags: tags.map((tag) => tag.replace(/^#/, '')),
          open: allow_comments,
          seconds: 10 + numberFor(state, video_url, 160),
        }
        return publish(state, video, world.now)
      },
      (post, state) => ({
        data: {
          publish_id: `v_pub_url~v2.${post.id}`,
          status: 'PUBLISH_COMPLETE',
          video: {
            id: post.id,
            author: authorOf(state, post.account).handle,
            share_url: linkTo(state, `@${authorOf(state, post.account).handle}/video/${post.id}`),
            desc: post.text,
            challenges: [...post.tags],
            duration: post.seconds,
            create_time: Math.floor(post.at / 1000),
            music_id: sound_id ?? null,
            comment_disabled: !post.open,
            duet_disabled: !allow_duet,
            stitch_disabled: !allow_stitch,
          },
        },
        error: { code: 'ok', message: '' },
      }),
    ),
})

export const createVideo = [postTiktok]
