import { BAD_LUCK, defineTool, done, fail } from '../../define-tool'
import { find } from '../../records'
import { addMedia, MEDIA_HOST, type Medium } from '../../slices/media'
import { resolveHost } from '../../slices/network'
import { sliceOf, type World, withSlice } from '../../world'

const capability = 'Artificial_Intelligence_Machine_Learning.edit_image'

/** Why a source cannot be taken; null when it can. What this world made must be there; other addresses are believed. */
function sourceMistake(world: World, text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol)) return 'it is no http address'
  if (resolveHost(world.seed, url.hostname) === null) return 'its host cannot be found'
  if (url.hostname !== MEDIA_HOST) return null
  const medium = find(sliceOf(world, 'media').made, `https://${url.host}${url.pathname}`)
  if (!medium) return 'there is no such file (404)'
  return medium.kind === 'image' ? null : `it is no image but ${medium.type}`
}

const image = (prompt: string, measure: string, by: string, bytes: number, at: number): Medium => ({
  kind: 'image',
  type: 'image/png',
  measure,
  bytes,
  prompt,
  by,
  at,
})

const source = { type: 'string', description: 'Address of the picture to change', format: 'uri' } as const

const dalle = defineTool({
  name: 'dalle_edit_image',
  capability,
  description: 'Changes a picture as described with DALL-E, everywhere or where a mask is transparent.',
  parameters: {
    type: 'object',
    properties: {
      image_url: source,
      prompt: { type: 'string', description: 'What to change' },
      mask_url: {
        type: 'string',
        description: 'Address of the mask: the picture is changed where it is transparent',
        format: 'uri',
      },
      size: {
        type: 'string',
        description: 'Size of the result in pixels',
        enum: ['1024x1024', '1024x1792', '1792x1024'],
        default: '1024x1024',
      },
      quality: { type: 'string', description: 'Quality of the result', enum: ['standard', 'hd'], default: 'standard' },
      model: {
        type: 'string',
        description: 'Version of the model',
        enum: ['dall-e-2', 'dall-e-3'],
        default: 'dall-e-3',
      },
      n: { type: 'integer', description: 'How many pictures to make', minimum: 1, maximum: 4, default: 1 },
    },
    required: ['image_url', 'prompt'],
  },
  run(world, { image_url, prompt, mask_url, size, quality, model, n }, chance) {
    const luck = chance.next()
    const refused = (message: string, param: string | null, code: string, type = 'invalid_request_error') =>
      fail(world, { error: { message, type, param, code } })
    const wrong = sourceMistake(world, image_url)
    if (wrong) return refused(`Could not download ${image_url}: ${wrong}.`, 'image_url', 'invalid_image_url')
    const wrongMask = mask_url === undefined ? null : sourceMistake(world, mask_url)
    if (wrongMask) return refused(`Could not download ${mask_url}: ${wrongMask}.`, 'mask_url', 'invalid_image_url')
    if (prompt.length > 4_000)
      return refused('The prompt has more than 4000 characters.', 'prompt', 'string_above_max_length')
    if (model === 'dall-e-3' && n > 1)
      return refused('dall-e-3 makes one picture at a time: n must be 1.', 'n', 'invalid_n')
    if (model === 'dall-e-2' && (size !== '1024x1024' || quality === 'hd')) {
      return refused('dall-e-2 makes 1024x1024 of standard quality only.', 'size', 'invalid_size')
    }
    if (luck < BAD_LUCK)
      return refused('Rate limit reached for images per minute.', null, 'rate_limit_exceeded', 'requests')
    const made = Array.from({ length: n }, () => {
      const medium = image(prompt, size, model, chance.int(900_000, 2_600_000), world.now)
      return [`https://${MEDIA_HOST}/dalle/img-${chance.hex(24)}.png`, medium] as const
    })
    const after = withSlice(world, 'media', addMedia(sliceOf(world, 'media'), made, null, 0))
    return done(after, {
      created: Math.floor(world.now / 1000),
      data: made.map(([url]) => ({ url, ...(model === 'dall-e-3' && { revised_prompt: prompt }) })),
      size,
    })
  },
})

const stability = defineTool({
  name: 'stability_edit_image',
  capability,
  description: 'Changes a picture as described with Stability AI: as a whole, in parts, or kept to its outlines.',
  parameters: {
    type: 'object',
    properties: {
      image_url: source,
      prompt: { type: 'string', description: 'What to change' },
      edit_mode: {
        type: 'string',
        description: 'How to change it',
        enum: ['img2img', 'inpaint', 'controlnet'],
        default: 'img2img',
      },
      control_mode: {
        type: 'string',
        description: 'What controlnet keeps to; needed with controlnet',
        enum: ['canny', 'depth', 'pose', 'seg', 'hed', 'scribble', 'normal'],
        default: null,
      },
      strength: {
        type: 'number',
        description: 'How much is changed, 0 to 1',
        minimum: 0,
        maximum: 1,
        default: 0.75,
      },
      guidance_scale: {
        type: 'number',
        description: 'How closely the result keeps to the description, 1 to 20',
        minimum: 1,
        maximum: 20,
        default: 7.5,
      },
      seed: { type: 'integer', description: 'Seed, for the same result again', default: null },
      steps: { type: 'integer', description: 'Steps of diffusion', minimum: 10, maximum: 150, default: 30 },
      control_guidance: {
        type: 'number',
        description: 'How strongly controlnet holds, 0 to 2',
        minimum: 0,
        maximum: 2,
        default: 1,
      },
    },
    required: ['image_url', 'prompt'],
  },
  run(world, args, chance) {
    const { image_url, prompt, edit_mode, control_mode, strength, steps } = args
    const luck = chance.next()
    const refused = (name: string, message: string) => fail(world, { id: chance.hex(32), name, errors: [message] })
    const wrong = sourceMistake(world, image_url)
    if (wrong) return refused('bad_request', `image_url: ${image_url} cannot be used: ${wrong}`)
    if (edit_mode === 'controlnet' && !control_mode)
      return refused('bad_request', 'control_mode is needed with edit_mode controlnet')
    if (luck < BAD_LUCK)
      return refused('rate_limit_exceeded', 'You have exceeded the rate limit of 150 requests in 10 seconds')
    const state = sliceOf(world, 'media')
    const credits = Math.ceil(steps / 15)
    if (state.plans.stability < credits)
      return refused('insufficient_balance', 'Your organization does not have enough balance')
    const url = `https://${MEDIA_HOST}/stability/${chance.hex(24)}.png`
    const medium = image(prompt, '1024x1024', `stability ${edit_mode}`, chance.int(700_000, 1_900_000), world.now)
    const next = addMedia(state, [[url, medium]], 'stability', credits)
    return done(withSlice(world, 'media', next), {
      artifacts: [{ url, seed: args.seed ?? chance.int(1, 4_294_967_295), finishReason: 'SUCCESS' }],
      source: image_url,
      edit_mode,
      control_mode: control_mode ?? null,
      strength,
      steps,
      credits: { used: credits, left: next.plans.stability },
    })
  },
})

export const editImage = [dalle, stability]
