'use server'
import { defineAction } from '@/lib/auth/define-action'
import { createPromptVersion, createPromptVersionInput } from '@/lib/services/prompts/create-prompt-version'
import { previewPrompt, previewPromptInput } from '@/lib/services/prompts/preview-prompt'
import { tryPrompt, tryPromptInput } from '@/lib/services/prompts/try-prompt'

export const createPromptVersionAction = defineAction(createPromptVersionInput, createPromptVersion)
export const previewPromptAction = defineAction(previewPromptInput, previewPrompt)
export const tryPromptAction = defineAction(tryPromptInput, tryPrompt)
