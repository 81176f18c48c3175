import { createProvider } from '@/lib/services/providers/create-provider'
import { removeModel } from '@/lib/services/providers/remove-model'
import { removeProvider } from '@/lib/services/providers/remove-provider'
import { requestProviderTest } from '@/lib/services/providers/request-provider-test'
import { resealKeys } from '@/lib/services/providers/reseal-keys'
import { setModel } from '@/lib/services/providers/set-model'
import { setProviderKey } from '@/lib/services/providers/set-provider-key'
import { updateProvider } from '@/lib/services/providers/update-provider'
import { administering, everybody, type Inside, type VerbRow, type World } from '../../support/access'
import { makeProvider } from '../../support/run-factories'

let number = 0
const fields = {
  preset: 'openai',
  baseUrl: '',
  maxConcurrent: 4,
  requestsPerMinute: null,
  tokensPerMinute: null,
} as const
const model = {
  id: 'model-a',
  jsonOutput: 'SCHEMA',
  inputPerMillion: 3,
  outputPerMillion: 4,
  maxOutputTokens: null,
} as const
const made = async ({ t }: World) => ({ providerId: (await makeProvider(t.db)).id })

export const rows: VerbRow[] = [
  {
    file: 'lib/services/providers/create-provider.ts',
    who: administering,
    async arrange(_world, ctx) {
      return () => createProvider(ctx, { ...fields, name: `Made ${++number}` })
    },
  },
  {
    file: 'lib/services/providers/update-provider.ts',
    who: administering,
    async arrange(world, ctx) {
      const { providerId } = await made(world)
      return () => updateProvider(ctx, { ...fields, providerId, name: `Changed ${++number}` })
    },
  },
  {
    file: 'lib/services/providers/remove-provider.ts',
    who: administering,
    async arrange(world, ctx) {
      const of = await made(world)
      return () => removeProvider(ctx, of)
    },
  },
  {
    file: 'lib/services/providers/set-provider-key.ts',
    who: administering,
    async arrange(world, ctx) {
      const of = await made(world)
      return () => setProviderKey(ctx, { ...of, key: 'sk-0123456789' })
    },
  },
  {
    file: 'lib/services/providers/set-model.ts',
    who: administering,
    async arrange(world, ctx) {
      const of = await made(world)
      return () => setModel(ctx, { ...of, ...model })
    },
  },
  {
    file: 'lib/services/providers/remove-model.ts',
    who: administering,
    async arrange(world, ctx) {
      const of = await made(world)
      return () => removeModel(ctx, { ...of, model: 'model-a' })
    },
  },
  {
    file: 'lib/services/providers/request-provider-test.ts',
    who: administering,
    async arrange(world, ctx) {
      const of = await made(world)
      return () => requestProviderTest(ctx, { ...of, model: 'model-a' })
    },
  },
  {
    file: 'lib/services/providers/reseal-keys.ts',
    who: everybody('forbidden'),
    async arrange(_world, ctx) {
      return () => resealKeys(ctx)
    },
  },
]

const PART = 'part of a verb'
export const inside: Inside = {
  'lib/services/providers/add-demo-provider.ts': PART,
  'lib/services/providers/key-owner.ts': PART,
  'lib/services/providers/load-provider.ts': PART,
  'lib/services/providers/provider-input.ts': PART,
  'lib/services/providers/note-provider-answer.ts': 'operator or job',
  'lib/services/providers/find-endpoint.ts': 'operator or job',
}
