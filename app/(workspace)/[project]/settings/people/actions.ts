'use server'
import { defineAction } from '@/lib/auth/define-action'
import { createInvitation, createInvitationInput } from '@/lib/services/people/create-invitation'
import { removeMember, removeMemberInput } from '@/lib/services/people/remove-member'
import { revokeInvitation, revokeInvitationInput } from '@/lib/services/people/revoke-invitation'
import { setMemberRoles, setMemberRolesInput } from '@/lib/services/people/set-member-roles'

export const createInvitationAction = defineAction(createInvitationInput, createInvitation)
export const revokeInvitationAction = defineAction(revokeInvitationInput, revokeInvitation)
export const setMemberRolesAction = defineAction(setMemberRolesInput, setMemberRoles)
export const removeMemberAction = defineAction(removeMemberInput, removeMember)
