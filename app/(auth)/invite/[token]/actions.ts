'use server'
import { defineAction } from '@/lib/auth/define-action'
import { defineOpenAction } from '@/lib/auth/define-open-action'
import { acceptInvitation, acceptInvitationInput } from '@/lib/services/people/accept-invitation'
import { joinProject, joinProjectInput } from '@/lib/services/people/join-project'

export const acceptInvitationAction = defineOpenAction(acceptInvitationInput, acceptInvitation)
export const joinProjectAction = defineAction(joinProjectInput, joinProject)
