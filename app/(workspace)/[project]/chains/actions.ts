'use server'
import { defineAction } from '@/lib/auth/define-action'
import { chosenItemsInput } from '@/lib/core/item/chosen'
import { addComment, addCommentInput } from '@/lib/services/comments/add-comment'
import { archiveItems } from '@/lib/services/items/archive-items'
import { restoreItems } from '@/lib/services/items/restore-items'
import { deleteView, deleteViewInput } from '@/lib/services/views/delete-view'
import { saveView, saveViewInput } from '@/lib/services/views/save-view'

export const archiveItemsAction = defineAction(chosenItemsInput, archiveItems)
export const restoreItemsAction = defineAction(chosenItemsInput, restoreItems)
export const saveViewAction = defineAction(saveViewInput, saveView)
export const deleteViewAction = defineAction(deleteViewInput, deleteView)
export const addCommentAction = defineAction(addCommentInput, addComment)
