'use server'
import { defineAction } from '@/lib/auth/define-action'
import { disableUser, disableUserInput } from '@/lib/services/people/disable-user'
import { enableUser, enableUserInput } from '@/lib/services/people/enable-user'
import { setAdmin, setAdminInput } from '@/lib/services/people/set-admin'

export const disableUserAction = defineAction(disableUserInput, disableUser)
export const enableUserAction = defineAction(enableUserInput, enableUser)
export const setAdminAction = defineAction(setAdminInput, setAdmin)
