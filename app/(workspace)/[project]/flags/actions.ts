'use server'
import { defineAction } from '@/lib/auth/define-action'
import { resolveFlag, resolveFlagInput } from '@/lib/services/review/resolve-flag'

const refresh = () => ['/[project]/flags']

export const resolveFlagAction = defineAction(resolveFlagInput, resolveFlag, { refresh })
