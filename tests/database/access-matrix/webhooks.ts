import { newId } from '@/lib/data/id'
import { createWebhook } from '@/lib/services/webhooks/create-webhook'
import { redeliver } from '@/lib/services/webhooks/redeliver'
import { removeWebhook } from '@/lib/services/webhooks/remove-webhook'
import { rotateSecret } from '@/lib/services/webhooks/rotate-secret'
import { testWebhook } from '@/lib/services/webhooks/test-webhook'
import { updateWebhook } from '@/lib/services/webhooks/update-webhook'
import { everybody, type Inside, type VerbRow, type World } from '../../support/access'

process.env.PLUMBLINE_ALLOW_PRIVATE_WEBHOOKS = '127.0.0.1'

const admins = { ...everybody('forbidden'), outsider: 'not_found', admin: 'ok' } as const

async function makeWebhook({ t, project }: World) {
  const data = { id: newId(), projectId: project.id, name: 'Ours', url: 'http://127.0.0.1:9/hook' }
  return t.db.webhook.create({ data: { ...data, events: ['run.ended'], sealedSecret: 'sealed', sealedBy: 'key' } })
}

export const rows: VerbRow[] = [
  {
    file: 'lib/services/webhooks/create-webhook.ts',
    who: admins,
    async arrange({ t, project }, ctx) {
      await t.db.webhook.updateMany({ data: { removedAt: new Date() } })
      const given = { name: 'Ours', url: 'http://127.0.0.1:9/hook', events: ['run.ended' as const] }
      return () => createWebhook(ctx, { projectId: project.id, ...given })
    },
  },
  {
    file: 'lib/services/webhooks/update-webhook.ts',
    who: admins,
    async arrange(world, ctx) {
      const { id: webhookId } = await makeWebhook(world)
      return () => updateWebhook(ctx, { webhookId, events: ['snapshot.frozen'], paused: true })
    },
  },
  {
    file: 'lib/services/webhooks/rotate-secret.ts',
    who: admins,
    async arrange(world, ctx) {
      const { id: webhookId } = await makeWebhook(world)
      return () => rotateSecret(ctx, { webhookId })
    },
  },
  {
    file: 'lib/services/webhooks/remove-webhook.ts',
    who: admins,
    async arrange(world, ctx) {
      const { id: webhookId } = await makeWebhook(world)
      return () => removeWebhook(ctx, { webhookId })
    },
  },
  {
    file: 'lib/services/webhooks/test-webhook.ts',
    who: admins,
    async arrange(world, ctx) {
      const { id: webhookId } = await makeWebhook(world)
      return () => testWebhook(ctx, { webhookId })
    },
  },
  {
    file: 'lib/services/webhooks/redeliver.ts',
    who: admins,
    async arrange(world, ctx) {
      const { id: webhookId } = await makeWebhook(world)
      const data = { id: newId(), webhookId, event: 'run.ended', body: '{}', state: 'FAILED' as const }
      const { id: deliveryId } = await world.t.db.webhookDelivery.create({ data })
      return () => redeliver(ctx, { deliveryId })
    },
  },
]

const PART = 'part of a verb'
export const inside: Inside = {
  'lib/services/webhooks/claim-delivery.ts': 'operator or job',
  'lib/services/webhooks/hand-out-deliveries.ts': 'operator or job',
  'lib/services/webhooks/load-webhook.ts': PART,
  'lib/services/webhooks/reseal-secrets.ts': PART,
  'lib/services/webhooks/secret-owner.ts': PART,
  'lib/services/webhooks/settle-delivery.ts': 'operator or job',
  'lib/services/webhooks/sign.ts': PART,
  'lib/services/webhooks/tell-webhooks.ts': PART,
}
