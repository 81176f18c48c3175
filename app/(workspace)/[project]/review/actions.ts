'use server'
import { defineAction } from '@/lib/auth/define-action'
import { addItems, addItemsInput } from '@/lib/services/queues/add-items'
import { closeQueue, closeQueueInput } from '@/lib/services/queues/close-queue'
import { createQueue, createQueueInput } from '@/lib/services/queues/create-queue'
import { giveQueue, giveQueueInput } from '@/lib/services/queues/give-queue'
import { updateQueue, updateQueueInput } from '@/lib/services/queues/update-queue'

export const createQueueAction = defineAction(createQueueInput, createQueue)
export const updateQueueAction = defineAction(updateQueueInput, updateQueue)
export const giveQueueAction = defineAction(giveQueueInput, giveQueue)
export const addItemsAction = defineAction(addItemsInput, addItems)
export const closeQueueAction = defineAction(closeQueueInput, closeQueue)
