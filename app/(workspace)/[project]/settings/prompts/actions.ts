'use server'
import { defineAction } from '@/lib/auth/define-action'
import { createPromptVersion, createPromptVersionInput } from '@/lib/services/prompts/create-prompt-version'

export const createPromptVersionAction = defineAction(createPromptVersionInput, createPromptVersion)
