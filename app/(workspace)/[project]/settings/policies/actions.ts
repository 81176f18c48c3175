'use server'
import { defineAction } from '@/lib/auth/define-action'
import { updateSettings, updateSettingsInput } from '@/lib/services/projects/update-settings'

export const updateSettingsAction = defineAction(updateSettingsInput, updateSettings)
