import { BAD_LUCK, defineTool, done, fail } from '../../define-tool'
import { addMedia, MEDIA_HOST } from '../../slices/media'
import { isoTime, sliceOf, withSlice } from '../../world'

const CREDITS_PER_SECOND = 5

const runway = defineTool({
  name: 'runway_generate_video',
  capability: 'Artificial_Intelligence_Machine_Learning.create_video',
  description: 'Makes a video from a description, a picture or another video with Runway.',
  parameters: {
    type: 'object',
    properties: {
      prompt: { type: 'string', description: 'What the video shows' },
      mode: {
        type: 'string',
        description: 'What it is made from',
        enum: ['text_to_video', 'image_to_video', 'video_to_video'],
        default: 'text_to_video',
      },
      duration: { type: 'number', description: 'Length in seconds, 1 to 18', minimum: 1, maximum: 18, default: 4 },
      fps: { type: 'integer', description: 'Frames in a second', enum: [24, 30], default: 24 },
      style_preset: { type: 'string', description: 'Look of the video', default: 'cinematic' },
      num_frames: { type: 'integer', description: 'Number of frames; its length times the frames in a second' },
      motion_bucket_id: {
        type: 'integer',
        description: 'How much moves, 1 to 255',
        minimum: 1,
        maximum: 255,
        default: 127,
      },
      seed: { type: 'integer', description: 'Seed, for the same video again' },
    },
    required: ['prompt'],
  },
  run(world, args, chance) {
    const { prompt, mode, duration, fps, style_preset, motion_bucket_id } = args
    const luck = chance.next()
    const id = chance.uuid()
    const refused = (failureCode: string, failure: string) =>
      fail(world, { id, status: 'FAILED', failureCode, failure })
    const frames = Math.round(duration * fps)
    if (prompt.trim() === '') return refused('INPUT.PROMPT.EMPTY', 'The prompt is empty.')
    if (args.num_frames !== undefined && args.num_frames !== frames) {
      return refused('INPUT.FRAMES', `num_frames must be ${frames}: ${duration} seconds at ${fps} frames a second.`)
    }
    if (mode !== 'text_to_video' && !/https?:\/\/\S+/.test(prompt)) {
      return refused('INPUT.ASSET.MISSING', `${mode} needs the address of its source in the prompt.`)
    }
    if (luck < BAD_LUCK / 2) return refused('THROTTLED', 'Too many tasks are running. Try again in a minute.')
    if (luck < BAD_LUCK) return refused('INTERNAL.BAD_OUTPUT', 'The task failed. No credits were taken.')
    const state = sliceOf(world, 'media')
    const credits = Math.ceil(duration * CREDITS_PER_SECOND)
    if (state.plans.runway < credits)
      return refused('CREDITS', `${credits} credits are needed, ${state.plans.runway} are left.`)
    const url = `https://${MEDIA_HOST}/runway/${id}.mp4`
    const bytes = Math.round(duration * 800_000)
    const next = addMedia(
      state,
      [
        [
          url,
          { kind: 'video', type: 'video/mp4', measure: `${duration} s`, bytes, prompt, by: 'runway', at: world.now },
        ],
      ],
      'runway',
      credits,
    )
    return done(withSlice(world, 'media', next), {
      id,
      status: 'SUCCEEDED',
      createdAt: isoTime(world.now),
      output: [url],
      options: {
        mode,
        seconds: duration,
        fps,
        frames,
        style_preset,
        motion_bucket_id,
        seed: args.seed ?? chance.int(1, 4_294_967_295),
      },
      credits: { spent: credits, remaining: next.plans.runway },
    })
  },
})

export const generateVideo = [runway]
