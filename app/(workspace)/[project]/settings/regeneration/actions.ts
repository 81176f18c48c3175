'use server'
import { defineAction } from '@/lib/auth/define-action'
import { setAutomatic, setAutomaticInput } from '@/lib/services/projects/set-automatic'

export const setAutomaticAction = defineAction(setAutomaticInput, setAutomatic)
