'use server'
import { defineAction } from '@/lib/auth/define-action'
import { createRubricVersion, createRubricVersionInput } from '@/lib/services/rubrics/create-rubric-version'

export const createRubricVersionAction = defineAction(createRubricVersionInput, createRubricVersion)
