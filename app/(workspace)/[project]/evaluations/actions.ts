'use server'
import { defineAction } from '@/lib/auth/define-action'
import { labelSample, labelSampleInput } from '@/lib/services/evaluations/label-sample'
import { removeEvaluation, removeEvaluationInput } from '@/lib/services/evaluations/remove-evaluation'

export const labelSampleAction = defineAction(labelSampleInput, labelSample)
export const removeEvaluationAction = defineAction(removeEvaluationInput, removeEvaluation)
