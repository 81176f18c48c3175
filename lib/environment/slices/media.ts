import type { Chance } from '../random'
import { put, type Records } from '../records'

/** A picture, film or recording that a model of the world made. There is no content: only what it would be of. */
export interface Medium {
  kind: 'image' | 'video' | 'audio'
  type: string
  /** "1024x1024", or seconds of a film or a recording. */
  measure: string
  bytes: number
  prompt: string
  by: string
  /** Simulated time in ms. */
  at: number
}

export interface MediaState {
  /** By address. */
  made: Records<Medium>
  /** What is left of the plans: seconds of fast work, credits, characters. */
  plans: { midjourney: number; stability: number; runway: number; elevenlabs: number }
}

export const MEDIA_HOST = 'media.example.com'

export const seedMedia = (chance: Chance, start: number): MediaState => ({
  made: {
    [`https://${MEDIA_HOST}/uploads/harbour.png`]: {
      kind: 'image',
      type: 'image/png',
      measure: '1600x1200',
      bytes: 1_804_112,
      prompt: 'A photograph of a small harbour in the morning',
      by: 'upload',
      at: start,
    },
  },
  plans: {
    midjourney: chance.int(900, 3_600),
    stability: chance.int(100, 400),
    runway: chance.int(200, 600),
    elevenlabs: chance.int(8_000, 30_000),
  },
})

/** Keeps what was made, and takes its price off the plan. */
export function addMedia(
  state: MediaState,
  made: readonly (readonly [string, Medium])[],
  plan: keyof MediaState['plans'] | null,
  price: number,
): MediaState {
  return {
    made: made.reduce((all, [url, medium]) => put(all, url, medium), state.made),
    plans: plan ? { ...state.plans, [plan]: state.plans[plan] - price } : state.plans,
  }
}
