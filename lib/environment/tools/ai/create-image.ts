import { BAD_LUCK, defineTool, done, fail } from '../../define-tool'
import { addMedia, MEDIA_HOST, type Medium } from '../../slices/media'
import { isoTime, sliceOf, withSlice } from '../../world'

const capability = 'Artificial_Intelligence_Machine_Learning.create_image'
const VARIATIONS = 4
const MIDJOURNEY_SIDE = 1024
/** Seconds of fast work that an image of quality 1 takes. */
const FAST_SECONDS = 60
const RATIO = /^([1-9]\d?):([1-9]\d?)$/

const midjourney = defineTool({
  name: 'midjourney_create_image',
  capability,
  description: 'Makes four pictures from a description with Midjourney.',
  parameters: {
    type: 'object',
    properties: {
      prompt: { type: 'string', description: 'What the pictures show' },
      style_version: { type: 'string', description: 'Version of the model', enum: ['V5', 'V6', 'niji'], default: 'V6' },
      aspect_ratio: { type: 'string', description: 'Width to height, e.g. 16:9', default: '1:1' },
      quality: {
        type: 'number',
        description: 'How much time is spent on detail, 0.25 to 2',
        minimum: 0.25,
        maximum: 2,
        default: 1,
      },
      style_params: { type: 'object', description: 'Further settings of the style' },
    },
    required: ['prompt'],
  },
  run(world, { prompt, style_version, aspect_ratio, quality, style_params }, chance) {
    const luck = chance.next()
    const refused = (type: string, description: string) => fail(world, { status: 'FAILURE', type, description })
    const ratio = RATIO.exec(aspect_ratio)
    if (prompt.trim() === '') return refused('empty_prompt', 'The prompt is empty.')
    if (!ratio) return refused('invalid_parameter', `Invalid value for --ar: ${aspect_ratio}. Write it as 16:9.`)
    if (luck < BAD_LUCK) return refused('queue_full', 'Your job queue is full. Wait for a job to finish.')
    const state = sliceOf(world, 'media')
    const seconds = Math.round(FAST_SECONDS * quality)
    if (state.plans.midjourney < seconds) return refused('out_of_fast_hours', 'You have no fast hours left.')
    const [width, height] = sides(Number(ratio[1]), Number(ratio[2]))
    const job = chance.uuid()
    const bytes = chance.int(900_000, 2_400_000)
    const medium: Medium = {
      kind: 'image',
      type: 'image/png',
      measure: `${width}x${height}`,
      bytes,
      prompt,
      by: 'midjourney',
      at: world.now,
    }
    const urls = Array.from({ length: VARIATIONS }, (_, index) => `https://${MEDIA_HOST}/mj/${job}/0_${index}.png`)
    const made = urls.map((url) => [url, medium] as const)
    const next = addMedia(state, made, 'midjourney', seconds)
    const flags = `--v ${style_version === 'niji' ? 'niji 6' : style_version.slice(1)} --ar ${aspect_ratio} --q ${quality}`
    return done(withSlice(world, 'media', next), {
      job_id: job,
      status: 'SUCCESS',
      progress: '100%',
      final_prompt: `${prompt} ${flags}`,
      image_urls: urls,
      width,
      height,
      style_params,
      fast_seconds_left: next.plans.midjourney,
    })
  },
})

/** Sides of about a megapixel, in steps of 16. */
function sides(wide: number, high: number): [number, number] {
  const root = Math.sqrt(wide / high)
  return [root, 1 / root].map((one) => Math.max(64, Math.round((MIDJOURNEY_SIDE * one) / 16) * 16)) as [number, number]
}

const LARGEST = 2_048

const stableDiffusion = defineTool({
  name: 'stable_diffusion_generate',
  capability,
  description: 'Makes a picture from a description with Stable Diffusion, with control over each step.',
  parameters: {
    type: 'object',
    properties: {
      prompt: { type: 'string', description: 'What the picture shows' },
      model: { type: 'string', description: 'Version of the model', default: 'sd_xl_base_1.0' },
      negative_prompt: { type: 'string', description: 'What the picture must not show' },
      steps: { type: 'integer', description: 'Steps of denoising', minimum: 1, maximum: 150, default: 50 },
      cfg_scale: {
        type: 'number',
        description: 'How closely the picture keeps to the description, 1 to 30',
        minimum: 1,
        maximum: 30,
        default: 7.5,
      },
      seed: { type: 'integer', description: 'Seed, for the same picture again' },
      width: { type: 'integer', description: 'Width in pixels', default: 1024 },
      height: { type: 'integer', description: 'Height in pixels', default: 1024 },
      sampler: { type: 'string', description: 'Method of sampling', default: 'DPM++ 2M Karras' },
    },
    required: ['prompt'],
  },
  run(world, args, chance) {
    const { prompt, model, steps, cfg_scale, width, height, sampler, negative_prompt } = args
    const luck = chance.next()
    const refused = (name: string, message: string) => fail(world, { id: chance.hex(32), name, errors: [message] })
    if (prompt.trim() === '') return refused('bad_request', 'text_prompts: at least one prompt must have text')
    const wrong = [width, height].find((side) => side < 64 || side > LARGEST || side % 64 !== 0)
    if (wrong !== undefined) {
      return refused(
        'invalid_dimensions',
        `width and height must be multiples of 64 from 64 to ${LARGEST}, got ${wrong}`,
      )
    }
    if (luck < BAD_LUCK)
      return refused('rate_limit_exceeded', 'You have exceeded the rate limit of 150 requests in 10 seconds')
    const state = sliceOf(world, 'media')
    const credits = Math.ceil((steps * width * height) / (50 * 1024 * 1024))
    if (state.plans.stability < credits)
      return refused('insufficient_balance', 'Your organization does not have enough balance')
    const seed = args.seed ?? chance.int(1, 4_294_967_295)
    const url = `https://${MEDIA_HOST}/sd/${chance.hex(24)}.png`
    const medium: Medium = {
      kind: 'image',
      type: 'image/png',
      measure: `${width}x${height}`,
      bytes: chance.int(700_000, 1_900_000),
      prompt,
      by: model,
      at: world.now,
    }
    const next = addMedia(state, [[url, medium]], 'stability', credits)
    return done(withSlice(world, 'media', next), {
      artifacts: [{ url, seed, finishReason: 'SUCCESS' }],
      parameters: { model, steps, cfg_scale, width, height, sampler, negative_prompt },
      created: isoTime(world.now),
      credits: { used: credits, left: next.plans.stability },
    })
  },
})

export const createImage = [midjourney, stableDiffusion]
