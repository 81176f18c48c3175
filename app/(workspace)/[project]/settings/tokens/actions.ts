'use server'
import { defineAction } from '@/lib/auth/define-action'
import { makeToken, makeTokenInput } from '@/lib/services/tokens/make-token'
import { revokeToken, revokeTokenInput } from '@/lib/services/tokens/revoke-token'

export const makeTokenAction = defineAction(makeTokenInput, makeToken)
export const revokeTokenAction = defineAction(revokeTokenInput, revokeToken)
