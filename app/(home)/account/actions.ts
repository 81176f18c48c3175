'use server'
import { z } from 'zod'
import { defineAction } from '@/lib/auth/define-action'
import { changePassword, changePasswordInput } from '@/lib/services/people/change-password'
import { endSession } from '@/lib/services/session/end-session'

export const changePasswordAction = defineAction(changePasswordInput, changePassword)
export const endSessionAction = defineAction(z.strictObject({ sessionId: z.uuid() }), endSession)
