'use server'
import { defineAction } from '@/lib/auth/define-action'
import { updateCapability, updateCapabilityInput } from '@/lib/services/taxonomy/update-capability'
import { updateCategory, updateCategoryInput } from '@/lib/services/taxonomy/update-category'

export const updateCategoryAction = defineAction(updateCategoryInput, updateCategory)
export const updateCapabilityAction = defineAction(updateCapabilityInput, updateCapability)
