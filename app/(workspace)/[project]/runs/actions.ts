'use server'
import { defineAction } from '@/lib/auth/define-action'
import { cancelRun, cancelRunInput } from '@/lib/services/runs/cancel-run'
import { createRun, createRunInput } from '@/lib/services/runs/create-run'
import { pauseRun, pauseRunInput } from '@/lib/services/runs/pause-run'
import { previewRequest, previewRequestInput } from '@/lib/services/runs/preview-request'
import { previewRun, previewRunInput } from '@/lib/services/runs/preview-run'
import { resumeRun, resumeRunInput } from '@/lib/services/runs/resume-run'
import { retryFailed, retryFailedInput } from '@/lib/services/runs/retry-failed'
import { revealRequest, revealRequestInput } from '@/lib/services/runs/reveal-request'

export const createRunAction = defineAction(createRunInput, createRun)
export const previewRunAction = defineAction(previewRunInput, previewRun)
export const previewRequestAction = defineAction(previewRequestInput, previewRequest)
export const revealRequestAction = defineAction(revealRequestInput, revealRequest)
export const pauseRunAction = defineAction(pauseRunInput, pauseRun)
export const resumeRunAction = defineAction(resumeRunInput, resumeRun)
export const cancelRunAction = defineAction(cancelRunInput, cancelRun)
export const retryFailedAction = defineAction(retryFailedInput, retryFailed)
