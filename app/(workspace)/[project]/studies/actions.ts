'use server'
import { defineAction } from '@/lib/auth/define-action'
import { closeStudy, closeStudyInput } from '@/lib/services/studies/close-study'
import { createStudy } from '@/lib/services/studies/create-study'
import { previewStudy } from '@/lib/services/studies/preview-study'
import { createStudyInput, previewStudyInput } from '@/lib/services/studies/study-input'

export const previewStudyAction = defineAction(previewStudyInput, previewStudy)
export const createStudyAction = defineAction(createStudyInput, createStudy)
export const closeStudyAction = defineAction(closeStudyInput, closeStudy)
