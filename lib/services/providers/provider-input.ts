import { z } from 'zod'
import { PRESET_IDS, PRESETS, type PresetId } from '@/lib/core/model/presets'
import { checkBaseUrl } from '@/lib/llm/base-url'
import { modelEnv } from '@/lib/server/model-env'
import { ServiceError } from '../errors'

/** What can be said of a provider beside its key and its models. */
export const providerFields = {
  name: z.string().trim().min(1, 'A provider needs a name').max(80),
  preset: z.enum(PRESET_IDS),
  /** '' for the preset's own. */
  baseUrl: z.string().trim().max(500),
  maxConcurrent: z.number().int().min(1).max(512),
  requestsPerMinute: z.number().int().min(1).max(1_000_000).nullable(),
  tokensPerMinute: z.number().int().min(1).max(1_000_000_000).nullable(),
}

const wrongUrl = (problem: string) =>
  new ServiceError('invalid', `${problem} Nothing was saved.`, { baseUrl: [problem] })

/** The address as it is stored: one that Plumbline may speak to, without a slash at its end. */
export async function requireBaseUrl(preset: PresetId, given: string): Promise<string> {
  const own = PRESETS[preset].baseUrl
  if (preset === 'demo') return own
  const text = given || own
  if (!text) throw wrongUrl('Give the base URL, such as http://127.0.0.1:11434/v1.')
  const checked = await checkBaseUrl(text, modelEnv().allowPrivate)
  if (!checked.ok) throw wrongUrl(checked.problem)
  return checked.url.href.replace(/\/+$/, '')
}

export const nameTaken = () =>
  new ServiceError('conflict', 'Another provider has this name. Nothing was saved; choose another.', {
    name: ['Another provider has this name'],
  })
