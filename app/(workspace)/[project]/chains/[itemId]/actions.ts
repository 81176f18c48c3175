'use server'
import { defineAction } from '@/lib/auth/define-action'
import { addComment, addCommentInput } from '@/lib/services/comments/add-comment'
import { revealItem, revealItemInput } from '@/lib/services/items/reveal-item'

export const revealItemAction = defineAction(revealItemInput, revealItem)
export const addCommentAction = defineAction(addCommentInput, addComment)
