'use server'
import { defineAction } from '@/lib/auth/define-action'
import { createInvitation, createInvitationInput } from '@/lib/services/people/create-invitation'
import { removeMember, removeMemberInput } from '@/lib/services/people/remove-member'
import { revokeInvitation, revokeInvitationInput } from '@/lib/services/people/revoke-invitation'
import { setMemberRoles, setMemberRolesInput } from '@/lib/services/people/set-member-roles'

const refresh = () => ['/[project]/settings/people']

export const createInvitationAction = defineAction(createInvitationInput, createInvitation, { refresh })
export const revokeInvitationAction = defineAction(revokeInvitationInput, revokeInvitation, { refresh })
export const setMemberRolesAction = defineAction(setMemberRolesInput, setMemberRoles, { refresh })
export const removeMemberAction = defineAction(removeMemberInput, removeMember, { refresh })
