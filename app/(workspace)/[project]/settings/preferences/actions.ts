'use server'
import { defineAction } from '@/lib/auth/define-action'
import { updatePreferences, updatePreferencesInput } from '@/lib/services/preferences/update-preferences'

export const updatePreferencesAction = defineAction(updatePreferencesInput, updatePreferences)
