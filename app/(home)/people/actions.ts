'use server'
import { defineAction } from '@/lib/auth/define-action'
import { disableUser, disableUserInput } from '@/lib/services/people/disable-user'
import { enableUser, enableUserInput } from '@/lib/services/people/enable-user'
import { setAdmin, setAdminInput } from '@/lib/services/people/set-admin'

const refresh = () => ['/people']

export const disableUserAction = defineAction(disableUserInput, disableUser, { refresh })
export const enableUserAction = defineAction(enableUserInput, enableUser, { refresh })
export const setAdminAction = defineAction(setAdminInput, setAdmin, { refresh })
