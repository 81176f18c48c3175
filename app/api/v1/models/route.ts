import { defineApi } from '@/lib/auth/define-api'
import { listModelsEndpoint } from '@/lib/core/api/runs'
import { listProviders } from '@/lib/data/queries/providers'

export const GET = defineApi(listModelsEndpoint, async (ctx) => {
  const providers = await listProviders(ctx)
  return {
    data: providers.map(({ id, name, models }) => ({
      providerId: id,
      provider: name,
      models: models.map((model) => model.id),
    })),
  }
})
