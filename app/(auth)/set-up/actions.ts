'use server'
import { defineAction } from '@/lib/auth/define-action'
import { defineOpenAction } from '@/lib/auth/define-open-action'
import { openDemo, openDemoInput } from '@/lib/services/demo/open-demo'
import { setUp, setUpInput } from '@/lib/services/people/set-up'

export const setUpAction = defineOpenAction(setUpInput, setUp)
export const openDemoAction = defineAction(openDemoInput, openDemo)
