'use server'
import { defineAction } from '@/lib/auth/define-action'
import { setBalanceTargets, setBalanceTargetsInput } from '@/lib/services/projects/set-balance-targets'

export const setBalanceTargetsAction = defineAction(setBalanceTargetsInput, setBalanceTargets)
