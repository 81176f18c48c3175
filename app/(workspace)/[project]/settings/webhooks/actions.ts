'use server'
import { defineAction } from '@/lib/auth/define-action'
import { createWebhook, createWebhookInput } from '@/lib/services/webhooks/create-webhook'
import { redeliver, redeliverInput } from '@/lib/services/webhooks/redeliver'
import { removeWebhook, removeWebhookInput } from '@/lib/services/webhooks/remove-webhook'
import { rotateSecret, rotateSecretInput } from '@/lib/services/webhooks/rotate-secret'
import { testWebhook, testWebhookInput } from '@/lib/services/webhooks/test-webhook'
import { updateWebhook, updateWebhookInput } from '@/lib/services/webhooks/update-webhook'

export const createWebhookAction = defineAction(createWebhookInput, createWebhook)
export const updateWebhookAction = defineAction(updateWebhookInput, updateWebhook)
export const rotateSecretAction = defineAction(rotateSecretInput, rotateSecret)
export const removeWebhookAction = defineAction(removeWebhookInput, removeWebhook)
export const testWebhookAction = defineAction(testWebhookInput, testWebhook)
export const redeliverAction = defineAction(redeliverInput, redeliver)
