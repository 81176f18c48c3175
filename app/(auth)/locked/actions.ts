'use server'
import { defineLockedAction } from '@/lib/auth/define-action'
import { unlockSession, unlockSessionInput } from '@/lib/services/session/unlock-session'

export const unlockAction = defineLockedAction(unlockSessionInput, unlockSession)
