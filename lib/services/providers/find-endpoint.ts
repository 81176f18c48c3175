import { isPresetId, type JsonOutput, keyVariableFor, type PresetId } from '@/lib/core/model/presets'
import type { Db } from '@/lib/data/client'
import { modelEnv } from '@/lib/server/model-env'
import { unseal } from '@/lib/server/seal'
import { requireEntry, requireModel } from '../runs/require-model'
import { keyOwner } from './key-owner'

/** Where a model is, and the key for it: what lib/llm calls. Read for one call, never kept, logged or sent anywhere else. */
export interface OpenEndpoint {
  preset: PresetId
  baseUrl: string
  apiKey: string | null
  model: string
  jsonOutput: JsonOutput
  /** There is a key, and no secret of now opens it: the call goes without one, and the provider says what it thinks of that. */
  shut: boolean
}

interface Sealed {
  id: string
  preset: string
  baseUrl: string
  sealedKey: string
}

function openKey(row: Sealed): string | null {
  const { encryptionKey, oldEncryptionKey } = modelEnv()
  const owner = keyOwner(row)
  return (
    unseal(row.sealedKey, encryptionKey, owner) ??
    (oldEncryptionKey === null ? null : unseal(row.sealedKey, oldEncryptionKey, owner))
  )
}

/** Of a provider's row what a call needs. */
export interface ProviderRow {
  id: string
  name: string
  preset: string
  baseUrl: string
  sealedKey: string | null
  models: unknown
}

/** The provider's own key; without one the environment's, which is for the preset's own address alone. */
export function openEndpoint(provider: ProviderRow, model: string): OpenEndpoint {
  const { id, baseUrl, sealedKey } = provider
  const entry = requireEntry(provider, model)
  const preset = isPresetId(provider.preset) ? provider.preset : 'custom'
  const own = sealedKey === null ? null : openKey({ id, preset: provider.preset, baseUrl, sealedKey })
  const lent = sealedKey === null ? modelEnv().modelKeys.get(keyVariableFor({ preset, baseUrl }) ?? '') : null
  return {
    preset,
    baseUrl,
    apiKey: own ?? lent ?? null,
    model: entry.id,
    jsonOutput: entry.jsonOutput,
    shut: sealedKey !== null && own === null,
  }
}

export async function findEndpoint(db: Db, providerId: string, model: string): Promise<OpenEndpoint> {
  const { provider } = await requireModel(db, providerId, model)
  return openEndpoint(provider, model)
}
