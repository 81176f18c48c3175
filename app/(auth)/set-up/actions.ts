'use server'
import { defineOpenAction } from '@/lib/auth/define-open-action'
import { setUp, setUpInput } from '@/lib/services/people/set-up'

export const setUpAction = defineOpenAction(setUpInput, setUp)
