'use server'
import { defineAction } from '@/lib/auth/define-action'
import { openDemo, openDemoInput } from '@/lib/services/demo/open-demo'
import { createProject, createProjectInput } from '@/lib/services/projects/create-project'

export const createProjectAction = defineAction(createProjectInput, createProject)
export const openDemoAction = defineAction(openDemoInput, openDemo)
