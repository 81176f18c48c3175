'use server'
import { defineAction } from '@/lib/auth/define-action'
import { requestIntervals, requestIntervalsInput } from '@/lib/services/agreement/request-intervals'

export const requestIntervalsAction = defineAction(requestIntervalsInput, requestIntervals)
