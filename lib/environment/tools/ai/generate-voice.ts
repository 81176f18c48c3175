import { BAD_LUCK, defineTool, done, fail } from '../../define-tool'
import { addMedia, MEDIA_HOST } from '../../slices/media'
import { sliceOf, withSlice } from '../../world'

const VOICES = [
  'josh',
  'rachel',
  'adam',
  'antoni',
  'bella',
  'domi',
  'elli',
  'sam',
  'charlotte',
  'daniel',
  'lily',
  'george',
]
const MODELS = [
  'eleven_multilingual_v2',
  'eleven_monolingual_v1',
  'eleven_turbo_v2',
  'eleven_turbo_v2_5',
  'eleven_flash_v2_5',
]
const LIBRARY_ID = /^[A-Za-z0-9]{20}$/
/** Characters that are spoken in a second. */
const PACE = 14

const ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

const elevenLabs = defineTool({
  name: 'elevenlabs_text_to_speech',
  capability: 'Artificial_Intelligence_Machine_Learning.generate_voice',
  description: 'Speaks a text with a voice of ElevenLabs.',
  parameters: {
    type: 'object',
    properties: {
      text: { type: 'string', description: 'Text to speak, at most 2,500 characters', maxLength: 2500 },
      voice_id: { type: 'string', description: 'Name or id of the voice', default: 'josh' },
      model: { type: 'string', description: 'Version of the model', default: 'eleven_multilingual_v2' },
      stability: { type: 'number', description: 'How even the voice is, 0 to 1', minimum: 0, maximum: 1, default: 0.5 },
      similarity_boost: {
        type: 'number',
        description: 'How near it stays to its original, 0 to 1',
        minimum: 0,
        maximum: 1,
        default: 0.75,
      },
      style: { type: 'number', description: 'How strongly it is styled, 0 to 1', minimum: 0, maximum: 1, default: 0 },
      use_speaker_boost: { type: 'boolean', description: 'Whether the speaker is brought out more', default: true },
    },
    required: ['text'],
  },
  run(world, { text, voice_id, model, stability, similarity_boost, style, use_speaker_boost }, chance) {
    const luck = chance.next()
    const refused = (status: string, message: string) => fail(world, { detail: { status, message } })
    const voice = voice_id.toLowerCase()
    if (text.trim() === '') return refused('empty_text', 'There is no text to speak.')
    if (!VOICES.includes(voice) && !LIBRARY_ID.test(voice_id)) {
      return refused(
        'voice_not_found',
        `A voice with voice_id ${voice_id} was not found. Voices: ${VOICES.join(', ')}.`,
      )
    }
    if (!MODELS.includes(model)) return refused('model_not_found', `Model ${model} is none of ${MODELS.join(', ')}.`)
    if (luck < BAD_LUCK) return refused('system_busy', 'The system is experiencing heavy traffic, please try again.')
    const state = sliceOf(world, 'media')
    const left = state.plans.elevenlabs
    if (left < text.length) {
      return refused('quota_exceeded', `This request needs ${text.length} characters; ${left} are left this month.`)
    }
    const id = chance.text(ID_ALPHABET, 20)
    const seconds = Math.round((text.length / PACE) * 10) / 10
    const url = `https://${MEDIA_HOST}/voice/${id}.mp3`
    const next = addMedia(
      state,
      [
        [
          url,
          {
            kind: 'audio',
            type: 'audio/mpeg',
            measure: `${seconds} s`,
            bytes: Math.round(seconds * 16_000),
            prompt: text,
            by: voice,
            at: world.now,
          },
        ],
      ],
      'elevenlabs',
      text.length,
    )
    return done(withSlice(world, 'media', next), {
      history_item_id: id,
      audio_url: url,
      content_type: 'audio/mpeg',
      duration_seconds: seconds,
      voice_id,
      model_id: model,
      voice_settings: { stability, similarity_boost, style, use_speaker_boost },
      character_count: { used: text.length, remaining: next.plans.elevenlabs },
    })
  },
})

export const generateVoice = [elevenLabs]
