'use server'
import { defineAction } from '@/lib/auth/define-action'
import { requestFit, requestFitInput } from '@/lib/services/reliability/request-fit'

export const requestFitAction = defineAction(requestFitInput, requestFit)
