'use server'
import { defineAction } from '@/lib/auth/define-action'
import { adjudicate, adjudicateInput } from '@/lib/services/adjudication/adjudicate'

export const adjudicateAction = defineAction(adjudicateInput, adjudicate)
