'use server'
import { defineAction } from '@/lib/auth/define-action'
import { purgeItem, purgeItemInput } from '@/lib/services/items/purge-item'

export const purgeItemAction = defineAction(purgeItemInput, purgeItem)
