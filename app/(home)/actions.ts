'use server'
import { defineAction } from '@/lib/auth/define-action'
import { createProject, createProjectInput } from '@/lib/services/projects/create-project'

export const createProjectAction = defineAction(createProjectInput, createProject)
