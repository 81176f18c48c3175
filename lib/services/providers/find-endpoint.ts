import { isPresetId, type JsonOutput, PRESETS, type PresetId } from '@/lib/core/model/presets'
import type { Db } from '@/lib/data/client'
import { webEnv } from '@/lib/server/env'
import { unseal } from '@/lib/server/seal'
import { requireModel } from '../runs/require-model'

/** Where a model is, and the key for it: what lib/llm calls. Read for one call, never kept, logged or sent anywhere else. */
export interface OpenEndpoint {
  preset: PresetId
  baseUrl: string
  apiKey: string | null
  model: string
  jsonOutput: JsonOutput
}

/**
 * The provider's own key, or the environment's: which is for the preset's own base URL alone. A key that another secret
 * sealed does not open, and the call then goes without one: the provider says what it thinks of that.
 */
export async function findEndpoint(db: Db, providerId: string, model: string): Promise<OpenEndpoint> {
  const { provider, entry } = await requireModel(db, providerId, model)
  const preset = isPresetId(provider.preset) ? PRESETS[provider.preset] : PRESETS.custom
  return {
    preset: preset.id,
    baseUrl: provider.baseUrl,
    apiKey: provider.sealedKey
      ? openKey(provider.sealedKey, provider.id, provider.baseUrl)
      : environmentKey(preset.id, provider.baseUrl),
    model: entry.id,
    jsonOutput: entry.jsonOutput ?? preset.jsonOutput,
  }
}

function openKey(sealed: string, providerId: string, baseUrl: string): string | null {
  const { encryptionKey, oldEncryptionKey } = webEnv()
  for (const secret of [encryptionKey, oldEncryptionKey]) {
    const key = secret && unseal(sealed, secret, [providerId, baseUrl])
    if (key) return key
  }
  return null
}

function environmentKey(preset: PresetId, baseUrl: string): string | null {
  const { keyVariable, baseUrl: own } = PRESETS[preset]
  return keyVariable && baseUrl === own ? (webEnv().modelKeys.get(keyVariable) ?? null) : null
}
