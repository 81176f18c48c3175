'use server'
import { defineAction } from '@/lib/auth/define-action'
import { resolveFlag, resolveFlagInput } from '@/lib/services/review/resolve-flag'

export const resolveFlagAction = defineAction(resolveFlagInput, resolveFlag)
